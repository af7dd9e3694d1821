package dev.rumbo.functions;

import dev.rumbo.stream.TripEnd;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which trips were told of, for a month.
 *
 * <p>Positions that come late may move a trip's start, and with it its id, or its end. So a trip is known by its device and either of the
 * two; what shares one with a trip that was told of is that trip, and the other one is then known as well. Lambda hands over the records
 * of a shard one batch after the other, and all of a device are in one, so nobody tells of the same trip meanwhile.
 */
@Singleton
class ToldTrips {

    /** Longer than the application's stream can be replayed. */
    private static final Duration KEPT = Duration.ofDays(31);

    private static final String KEY = "tripKey";

    private final DynamoDbClient dynamoDb;
    private final String table;

    ToldTrips(DynamoDbClient dynamoDb, FunctionsConfig config) {
        this.dynamoDb = dynamoDb;
        this.table = config.toldTable().orElse("");
    }

    /** Tells of the trip unless that was done. Where telling fails it is as if nothing was. */
    void once(TripEnd end, Runnable telling) {
        String device = end.device().deviceId();
        String start = device + "/start/" + end.startMillis();
        String last = device + "/end/" + end.endMillis();
        boolean startIsKnown = isKnown(start);
        boolean endIsKnown = isKnown(last);
        if (!startIsKnown && !endIsKnown) {
            telling.run();
        }
        if (!startIsKnown) {
            keep(start, end);
        }
        if (!endIsKnown) {
            keep(last, end);
        }
    }

    private boolean isKnown(String key) {
        return dynamoDb.getItem(item -> item.tableName(table)
                        .key(Map.of(KEY, AttributeValue.fromS(key)))
                        .consistentRead(true))
                .hasItem();
    }

    private void keep(String key, TripEnd end) {
        long expiry = end.endMillis() / 1_000 + KEPT.toSeconds();
        dynamoDb.putItem(item -> item.tableName(table)
                .item(Map.of(
                        KEY,
                        AttributeValue.fromS(key),
                        "tripId",
                        AttributeValue.fromS(end.tripId()),
                        "expires",
                        AttributeValue.fromN(Long.toString(expiry)))));
    }
}
