package dev.rumbo.testsupport;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces: takes OTLP over HTTP and keeps the spans. Fields are numbered as in opentelemetry-proto 1. */
public final class OtlpReceiver implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int INTEGER = 3;

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * @param instance of the application that recorded it
     * @param failed whether its status is an error
     */
    public record Span(
            String traceId,
            String spanId,
            String parentId,
            String name,
            long startNanos,
            long endNanos,
            Map<String, String> attributes,
            boolean failed,
            String instance) {}

    public OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Span> spans() {
        return spans;
    }

    /** All that was sent, as it came. */
    public List<String> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.add(new String(body, StandardCharsets.ISO_8859_1));
        for (UnknownFieldSet ofResource : parts(UnknownFieldSet.parseFrom(body), 1)) {
            String instance = "";
            for (UnknownFieldSet resource : parts(ofResource, 1)) {
                instance = attributes(resource, 1).getOrDefault("service.instance.id", "");
            }
            for (UnknownFieldSet ofScope : parts(ofResource, 2)) {
                for (UnknownFieldSet span : parts(ofScope, 2)) {
                    spans.add(span(span, instance));
                }
            }
        }
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Span span(UnknownFieldSet span, String instance) throws InvalidProtocolBufferException {
        boolean failed = false;
        for (UnknownFieldSet status : parts(span, 15)) {
            failed = status.getField(3).getVarintList().contains(2L);
        }
        return new Span(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                text(span, 5),
                span.getField(7).getFixed64List().get(0),
                span.getField(8).getFixed64List().get(0),
                attributes(span, 9),
                failed,
                instance);
    }

    private static Map<String, String> attributes(UnknownFieldSet of, int field) throws InvalidProtocolBufferException {
        Map<String, String> attributes = new TreeMap<>();
        for (UnknownFieldSet attribute : parts(of, field)) {
            for (UnknownFieldSet value : parts(attribute, 2)) {
                attributes.put(
                        text(attribute, 1),
                        value.hasField(TEXT)
                                ? text(value, TEXT)
                                : String.valueOf(value.getField(INTEGER).getVarintList()));
            }
        }
        return attributes;
    }

    private static List<UnknownFieldSet> parts(UnknownFieldSet of, int field) throws InvalidProtocolBufferException {
        List<UnknownFieldSet> parts = new CopyOnWriteArrayList<>();
        for (ByteString part : of.getField(field).getLengthDelimitedList()) {
            parts.add(UnknownFieldSet.parseFrom(part));
        }
        return parts;
    }

    private static String text(UnknownFieldSet of, int field) {
        List<ByteString> texts = of.getField(field).getLengthDelimitedList();
        return texts.isEmpty() ? "" : texts.get(0).toStringUtf8();
    }

    private static String hex(UnknownFieldSet of, int field) {
        List<ByteString> bytes = of.getField(field).getLengthDelimitedList();
        return bytes.isEmpty() ? "" : HexFormat.of().formatHex(bytes.get(0).toByteArray());
    }
}
