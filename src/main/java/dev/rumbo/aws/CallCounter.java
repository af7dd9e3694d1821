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
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Counts what the engine's calls cost: {@code rumbo_aws_calls_total} by service and operation, retries included; {@code
 * rumbo_dynamodb_units_total}, the consumed read or write units, by operation and table; and of what is put into the stream
 * {@code rumbo_kinesis_put_records_total}, {@code _bytes_} with partition keys, {@code _units_}, the payload units of a
 * provisioned stream, {@code _kilobytes_}, rounded up for each record as an on-demand stream does, and {@code _refused_}, those that
 * found their shard full.
 */
public final class CallCounter implements ExecutionInterceptor {

    private static final String ASK_FOR_UNITS = "ReturnConsumedCapacity";
    /** Why a shard takes no more in this second. */
    private static final String FULL = "ProvisionedThroughputExceededException";

    private static final String UNITS = "ConsumedCapacity";

    /** What a provisioned stream charges a record by. */
    private static final int PUT_UNIT_BYTES = 25 * 1024;

    private static final int KILOBYTE = 1024;

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
        if (context.request() instanceof PutRecordsRequest put) {
            put.records().forEach(this::countRecord);
        }
        SdkResponse response = context.response();
        if (response instanceof PutRecordsResponse answer) {
            List<PutRecordsResultEntry> full = answer.records().stream()
                    .filter(record -> FULL.equals(record.errorCode()))
                    .toList();
            registry.counter("rumbo.kinesis.put.refused").increment(full.size());
        }
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

    private void countRecord(PutRecordsRequestEntry entry) {
        int bytes =
                entry.data().asByteArrayUnsafe().length + entry.partitionKey().length();
        registry.counter("rumbo.kinesis.put.records").increment();
        registry.counter("rumbo.kinesis.put.bytes").increment(bytes);
        registry.counter("rumbo.kinesis.put.units").increment(roundedUp(bytes, PUT_UNIT_BYTES));
        registry.counter("rumbo.kinesis.put.kilobytes").increment(roundedUp(bytes, KILOBYTE));
    }

    private static int roundedUp(int bytes, int unit) {
        return (bytes + unit - 1) / unit;
    }

    private static Optional<SdkField<?>> find(SdkPojo pojo, String name) {
        return pojo.sdkFields().stream()
                .filter(field -> field.memberName().equals(name))
                .findFirst();
    }
}
