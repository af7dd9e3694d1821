package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.Backoff;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.store.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The calls of this package: consistent, repeated where DynamoDB took a part only, with failures in the port's words. */
final class Dynamo {

    private static final int BATCH_WRITE = 25;
    private static final int MAX_ATTEMPTS = 8;

    /** Why an item of a transaction is not taken; alone it is a ValidationException. */
    private static final String REFUSED = "ValidationError";

    /** In a transaction. */
    private static final Set<String> THROTTLED = Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient client;

    Dynamo(DynamoDbClient client) {
        this.client = client;
    }

    Optional<Map<String, AttributeValue>> get(String table, String pk, String sk) {
        Map<String, AttributeValue> item = call(it -> it.getItem(
                        request -> request.tableName(table).key(key(pk, sk)).consistentRead(true)))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    void writeAll(String table, List<WriteRequest> writes) {
        for (int from = 0; from < writes.size(); from += BATCH_WRITE) {
            Map<String, List<WriteRequest>> left =
                    Map.of(table, writes.subList(from, Math.min(from + BATCH_WRITE, writes.size())));
            for (int attempt = 0; !left.isEmpty(); attempt++) {
                pause(attempt);
                Map<String, List<WriteRequest>> asked = left;
                BatchWriteItemResponse response = call(it -> it.batchWriteItem(request -> request.requestItems(asked)));
                left = response.unprocessedItems();
            }
        }
    }

    void put(String table, Map<String, AttributeValue> item) {
        call(it -> it.putItem(request -> request.tableName(table).item(item)));
    }

    /** True once all is written; false, and nothing written, where a condition does not hold. */
    boolean transact(List<TransactWriteItem> items) {
        for (int attempt = 0; ; attempt++) {
            try {
                call(it -> it.transactWriteItems(request -> request.transactItems(items)));
                return true;
            } catch (TransactionCanceledException canceled) {
                if (canceled.cancellationReasons().stream()
                        .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
                    return false;
                }
                if (canceled.cancellationReasons().stream().anyMatch(reason -> REFUSED.equals(reason.code()))) {
                    throw new StoreRefusedException("DynamoDB does not take it: " + canceled.getMessage(), canceled);
                }
                if (attempt == MAX_ATTEMPTS) {
                    throw unavailable(canceled);
                }
                pause(attempt + 1);
            }
        }
    }

    /** One call; a failed condition or cancelled transaction is left to the caller. */
    <T> T call(Function<DynamoDbClient, T> call) {
        try {
            return call.apply(client);
        } catch (ConditionalCheckFailedException | TransactionCanceledException callersBusiness) {
            throw callersBusiness;
        } catch (DynamoDbException failed) {
            throw "ValidationException".equals(failed.awsErrorDetails().errorCode())
                    ? new StoreRefusedException(
                            "DynamoDB does not take it: "
                                    + failed.awsErrorDetails().errorMessage(),
                            failed)
                    : unavailable(failed);
        } catch (SdkException failed) {
            throw unavailable(failed);
        }
    }

    /** All pages, until {@code enough} says so of what was found up to then. */
    List<Map<String, AttributeValue>> query(QueryRequest first, Enough enough) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        QueryRequest request = first.toBuilder().consistentRead(true).build();
        while (true) {
            QueryRequest page = request;
            QueryResponse response = call(it -> it.query(page));
            items.addAll(response.items());
            if (!response.hasLastEvaluatedKey()
                    || response.lastEvaluatedKey().isEmpty()
                    || enough.of(items, response.lastEvaluatedKey())) {
                return items;
            }
            request = request.toBuilder()
                    .exclusiveStartKey(response.lastEvaluatedKey())
                    .build();
        }
    }

    List<Map<String, AttributeValue>> query(QueryRequest request) {
        return query(request, (items, last) -> false);
    }

    /** The keys of all items of a table. */
    List<Map<String, AttributeValue>> scanKeys(String table) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        Map<String, AttributeValue> last = Map.of();
        do {
            ScanRequest request = ScanRequest.builder()
                    .tableName(table)
                    .consistentRead(true)
                    .projectionExpression("pk, sk")
                    .exclusiveStartKey(last.isEmpty() ? null : last)
                    .build();
            ScanResponse page = call(it -> it.scan(request));
            keys.addAll(page.items());
            last = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!last.isEmpty());
        return keys;
    }

    /** Whether a query may end before its last page. */
    interface Enough {
        boolean of(List<Map<String, AttributeValue>> items, Map<String, AttributeValue> lastKey);
    }

    /** Items of one partition with a sort key between both, ends included. */
    static QueryRequest between(String table, String pk, String from, String to) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                .expressionAttributeValues(Map.of(":pk", s(pk), ":from", s(from), ":to", s(to)))
                .build();
    }

    /** Items of one partition after a sort key. */
    static QueryRequest after(String table, String pk, String after) {
        return QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk > :after")
                .expressionAttributeValues(Map.of(":pk", s(pk), ":after", s(after)))
                .build();
    }

    static StoreUnavailableException unavailable(SdkException cause) {
        String what = cause.getClass().getSimpleName();
        return isThrottled(cause)
                ? StoreUnavailableException.throttled("DynamoDB throttles: " + what, cause)
                : new StoreUnavailableException("DynamoDB cannot answer: " + what, cause);
    }

    private static boolean isThrottled(SdkException cause) {
        return cause instanceof TransactionCanceledException canceled
                ? canceled.cancellationReasons().stream().anyMatch(reason -> THROTTLED.contains(reason.code()))
                : cause instanceof DynamoDbException failed && failed.isThrottlingException();
    }

    static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", s(pk), "sk", s(sk));
    }

    /** A key to which attributes are added. */
    static Map<String, AttributeValue> item(String pk, String sk) {
        return new HashMap<>(key(pk, sk));
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    static AttributeValue b(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(bytes));
    }

    static String s(Map<String, AttributeValue> item, String name) {
        return present(item, name).s();
    }

    static long n(Map<String, AttributeValue> item, String name) {
        return Long.parseLong(present(item, name).n());
    }

    static ByteBuffer b(Map<String, AttributeValue> item, String name) {
        return present(item, name).b().asByteBuffer();
    }

    private static AttributeValue present(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("an item without " + name + ": " + item.get("sk"));
        }
        return value;
    }

    private static void pause(int attempt) {
        if (attempt > MAX_ATTEMPTS) {
            throw new StoreUnavailableException("DynamoDB leaves a part of each batch undone", null);
        }
        if (attempt > 0) {
            LockSupport.parkNanos(Backoff.DEFAULT.after(attempt).toNanos());
        }
    }
}
