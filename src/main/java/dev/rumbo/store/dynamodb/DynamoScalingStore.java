package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.store.ScalingStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What instances know of the stream's shards, in one partition of the table of accounts. */
public final class DynamoScalingStore implements ScalingStore {

    /** Changes count for a day. */
    private static final Duration KEPT = Duration.ofDays(2);

    private static final String LEADER = "LEADER";
    private static final String SEEN = "M";
    private static final String CHANGE = "C";

    private final Dynamo dynamo;
    private final String table;

    private DynamoScalingStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoScalingStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoScalingStore(new Dynamo(client), design.accounts());
    }

    @Override
    public boolean lead(String worker, Instant now, Instant until) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.SCALING, LEADER);
        item.put("worker", s(worker));
        item.put("lease", n(until.toEpochMilli()));
        try {
            dynamo.call(it -> it.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(pk) OR worker = :worker OR lease < :now")
                    .expressionAttributeValues(Map.of(":worker", s(worker), ":now", n(now.toEpochMilli())))));
            return true;
        } catch (ConditionalCheckFailedException anotherIsIt) {
            return false;
        }
    }

    @Override
    public void note(Seen seen) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.SCALING, SEEN + at(seen.from()) + "#" + seen.worker());
        item.put("from", n(seen.from().toEpochMilli()));
        item.put("worker", s(seen.worker()));
        item.put("bytes", n(seen.bytes()));
        item.put("records", n(seen.records()));
        item.put("refused", n(seen.refused()));
        item.put("late", n(seen.lateMillis()));
        put(item, seen.from());
    }

    @Override
    public List<Seen> seen(Instant from) {
        return dynamo.query(Dynamo.between(table, TableDesign.SCALING, SEEN + at(from), SEEN + "~")).stream()
                .map(item -> new Seen(
                        Instant.ofEpochMilli(n(item, "from")),
                        s(item, "worker"),
                        n(item, "bytes"),
                        n(item, "records"),
                        n(item, "refused"),
                        n(item, "late")))
                .toList();
    }

    @Override
    public void changed(Instant at) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.SCALING, CHANGE + at(at));
        item.put("at", n(at.toEpochMilli()));
        put(item, at);
    }

    @Override
    public void unchanged(Instant at) {
        dynamo.call(it -> it.deleteItem(
                request -> request.tableName(table).key(Dynamo.key(TableDesign.SCALING, CHANGE + at(at)))));
    }

    @Override
    public List<Instant> changes(Instant from) {
        return dynamo.query(Dynamo.between(table, TableDesign.SCALING, CHANGE + at(from), CHANGE + "~")).stream()
                .map(item -> Instant.ofEpochMilli(n(item, "at")))
                .toList();
    }

    private void put(Map<String, AttributeValue> item, Instant at) {
        item.put("expires", n(at.plus(KEPT).getEpochSecond()));
        dynamo.put(table, item);
    }

    private static String at(Instant time) {
        return String.format(Locale.ROOT, "%015d", time.toEpochMilli());
    }
}
