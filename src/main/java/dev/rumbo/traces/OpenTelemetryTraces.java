package dev.rumbo.traces;

import dev.rumbo.stream.TraceParent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Steps as spans of OpenTelemetry, sent to a collector. Its classes are loaded only where one is named. */
public final class OpenTelemetryTraces implements Traces {

    private static final String PATH = "/v1/traces";
    private static final long CLOSE_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private OpenTelemetryTraces(SdkTracerProvider provider) {
        this.provider = provider;
        tracer = provider.get("dev.rumbo");
    }

    /** @param instance the name of this one among those that share the store */
    public static Traces open(URI endpoint, double ratio, String instance, String version) {
        String address = endpoint.toString();
        Resource resource = Resource.create(Attributes.builder()
                .put("service.name", "rumbo")
                .put("service.version", version)
                .put("service.instance.id", instance)
                .build());
        return new OpenTelemetryTraces(SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(address.endsWith(PATH) ? address : address.replaceFirst("/+$", "") + PATH)
                                .build())
                        .build())
                .build());
    }

    @Override
    public Optional<Step> begin(String name) {
        Span span = tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.getSpanContext().isSampled() ? Optional.of(new Spanned(span)) : Optional.empty();
    }

    @Override
    public Step follow(String name, Kind kind, TraceParent before) {
        SpanContext parent = SpanContext.createFromRemoteParent(
                before.traceId(), before.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(Context.root().with(Span.wrap(parent)))
                .setSpanKind(SpanKind.valueOf(kind.name()));
        return new Spanned(builder.startSpan());
    }

    @Override
    public void close() {
        var unused = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private record Spanned(Span span) implements Step {

        @Override
        public TraceParent parent() {
            return new TraceParent(
                    span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
        }

        @Override
        public Step note(String key, Object value) {
            if (value instanceof Number number) {
                span.setAttribute(key, number.longValue());
            } else {
                span.setAttribute(key, value.toString());
            }
            return this;
        }

        @Override
        public void end(boolean succeeded) {
            if (!succeeded) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
