package dev.rumbo.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * Counts what the engine's calls cost: {@code rumbo_aws_calls_total} by service and operation, retries included, and
 * {@code rumbo_dynamodb_units_total}, the consumed read or write units, by operation and table.
 */
public final class CallCounter implements ExecutionInterceptor {

    private static final String ASK_FOR_UNITS = "ReturnConsumedCapacity";
    private static final String UNITS = "ConsumedCapacity";

    private final MeterRegistry registry;

    public CallCounter(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        Optional<SdkField<?>> field = find(request, ASK_FOR_UNITS);
        if (field.isEmpty()) {
            return request;
        }
        SdkRequest.Builder builder = request.toBuilder();
        field.get().set(builder, "TOTAL");
        return builder.build();
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        registry.counter(
                        "rumbo.aws.calls",
                        "service",
                        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                        "operation",
                        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                .increment();
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        Object units = find(response, UNITS)
                .map(field -> (Object) field.getValueOrDefault(response))
                .orElse(List.of());
        Collection<?> parts = units instanceof Collection<?> several ? several : List.of(units);
        for (Object part : parts) {
            if (part instanceof ConsumedCapacity capacity && capacity.capacityUnits() != null) {
                registry.counter(
                                "rumbo.dynamodb.units",
                                "operation",
                                attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                                "table",
                                capacity.tableName())
                        .increment(capacity.capacityUnits());
            }
        }
    }

    private static Optional<SdkField<?>> find(SdkPojo pojo, String name) {
        return pojo.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .findFirst();
    }
}
