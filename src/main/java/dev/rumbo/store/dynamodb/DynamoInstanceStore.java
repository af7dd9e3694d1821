package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Running instances in DynamoDB, in the table of accounts: one item each, gone a day after it was last heard of. */
public final class DynamoInstanceStore implements InstanceStore {

    private static final Duration KEPT = Duration.ofDays(1);

    private final Dynamo dynamo;
    private final String table;

    private DynamoInstanceStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoInstanceStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoInstanceStore(new Dynamo(client), design.accounts());
    }

    @Override
    public void announce(RunningInstance instance) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.INSTANCES, instance.worker());
        instance.reach().ifPresent(reach -> {
            item.put("host", s(reach.host()));
            item.put("port", n(reach.port()));
            item.put("secret", s(reach.key()));
        });
        item.put("version", s(instance.version()));
        item.put("report", s(instance.report()));
        item.put("started", n(instance.startedAt().toEpochMilli()));
        item.put("heard", n(instance.heardAt().toEpochMilli()));
        item.put("expires", n(instance.heardAt().plus(KEPT).getEpochSecond()));
        dynamo.put(table, item);
    }

    @Override
    public List<RunningInstance> list() {
        return dynamo.query(Dynamo.after(table, TableDesign.INSTANCES, " ")).stream()
                .map(DynamoInstanceStore::instance)
                .toList();
    }

    @Override
    public void remove(RunningInstance instance) {
        try {
            dynamo.call(it -> it.deleteItem(request -> request.tableName(table)
                    .key(Dynamo.key(TableDesign.INSTANCES, instance.worker()))
                    .conditionExpression("started = :started")
                    .expressionAttributeValues(
                            Map.of(":started", n(instance.startedAt().toEpochMilli())))));
        } catch (ConditionalCheckFailedException anotherRunsByThisName) {
            // That one stays.
        }
    }

    private static RunningInstance instance(Map<String, AttributeValue> item) {
        Optional<RunningInstance.Reach> reach = item.containsKey("host")
                ? Optional.of(
                        new RunningInstance.Reach(s(item, "host"), Math.toIntExact(n(item, "port")), s(item, "secret")))
                : Optional.empty();
        return new RunningInstance(
                s(item, "sk"),
                reach,
                s(item, "version"),
                s(item, "report"),
                Instant.ofEpochMilli(n(item, "started")),
                Instant.ofEpochMilli(n(item, "heard")));
    }
}
