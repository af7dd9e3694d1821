package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.RulesChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Rules and jobs in DynamoDB, in the table of accounts. */
public final class DynamoOperationsStore implements OperationsStore {

    private final Dynamo dynamo;
    private final String table;

    private DynamoOperationsStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoOperationsStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoOperationsStore(new Dynamo(client), design.accounts());
    }

    @Override
    public Optional<RulesChange> findRules(String fleetId) {
        return dynamo.get(table, TableDesign.rules(fleetId), OperationItems.NEWEST)
                .flatMap(newest -> findRules(fleetId, Math.toIntExact(n(newest, "v"))));
    }

    @Override
    public Optional<RulesChange> findRules(String fleetId, int version) {
        return dynamo.get(table, TableDesign.rules(fleetId), TableDesign.rulesVersion(version))
                .map(OperationItems::rules);
    }

    @Override
    public boolean add(RulesChange change, Optional<Job> job) {
        Map<String, AttributeValue> newest = Dynamo.item(TableDesign.rules(change.fleetId()), OperationItems.NEWEST);
        newest.put("v", n(change.version()));
        String condition = change.version() <= DeviceHead.FIRST_RULES + 1
                ? "attribute_not_exists(v) OR v = :before"
                : "v = :before";
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(newest)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":before", n(change.version() - 1))))
                .build());
        writes.add(put(OperationItems.item(change)));
        job.ifPresent(led -> writes.addAll(adding(led)));
        return dynamo.transact(writes);
    }

    @Override
    public void add(Job job) {
        dynamo.transact(adding(job));
    }

    @Override
    public Optional<Job> findJob(String fleetId, String id) {
        return id.isEmpty()
                ? Optional.empty()
                : dynamo.get(table, TableDesign.jobs(fleetId), id).map(OperationItems::job);
    }

    @Override
    public Page<Job> listJobs(String fleetId, Set<Job.Kind> kinds, int limit, Optional<String> after) {
        QueryRequest request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :pk AND sk < :after")
                .expressionAttributeValues(Map.of(":pk", s(TableDesign.jobs(fleetId)), ":after", s(after.orElse("~"))))
                .scanIndexForward(false)
                .limit(limit + 1)
                .build();
        List<Job> found = dynamo
                .query(request, (items, last) -> ofKinds(items, kinds).size() > limit)
                .stream()
                .map(OperationItems::job)
                .filter(job -> kinds.contains(job.kind()))
                .toList();
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).id()));
    }

    private static List<Map<String, AttributeValue>> ofKinds(
            List<Map<String, AttributeValue>> items, Set<Job.Kind> kinds) {
        return items.stream()
                .filter(item -> kinds.contains(Job.Kind.valueOf(s(item, "kind"))))
                .toList();
    }

    @Override
    public Optional<Job> claim(String worker, Set<String> except, Instant now, Instant until) {
        for (Map<String, AttributeValue> open : dynamo.query(Dynamo.after(table, OperationItems.OPEN, " "))) {
            Optional<Job> claimed = except.contains(s(open, "sk"))
                    ? Optional.empty()
                    : claim(s(open, "fleet"), s(open, "sk"), worker, now, until);
            if (claimed.isPresent()) {
                return claimed;
            }
        }
        return Optional.empty();
    }

    private Optional<Job> claim(String fleetId, String id, String worker, Instant now, Instant until) {
        Map<String, AttributeValue> values =
                Map.of(":worker", s(worker), ":now", n(now.toEpochMilli()), ":until", n(until.toEpochMilli()));
        try {
            return Optional.of(OperationItems.job(dynamo.call(it -> it.updateItem(request -> request.tableName(table)
                            .key(Dynamo.key(TableDesign.jobs(fleetId), id))
                            .updateExpression("SET worker = :worker, lease = :until")
                            .conditionExpression("attribute_exists(pk) AND attribute_not_exists(finished) AND"
                                    + " (attribute_not_exists(worker) OR worker = :worker OR lease < :now)")
                            .expressionAttributeValues(values)
                            .returnValues("ALL_NEW")))
                    .attributes()));
        } catch (ConditionalCheckFailedException anotherHasIt) {
            return Optional.empty();
        }
    }

    @Override
    public boolean update(Job job, String worker, Instant until) {
        Map<String, AttributeValue> item = new HashMap<>(OperationItems.item(job));
        item.put("worker", s(worker));
        item.put("lease", n(until.toEpochMilli()));
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("worker = :worker AND attribute_not_exists(finished)")
                        .expressionAttributeValues(Map.of(":worker", s(worker))))
                .build());
        if (job.isFinished()) {
            writes.add(TransactWriteItem.builder()
                    .delete(delete -> delete.tableName(table).key(Dynamo.key(OperationItems.OPEN, job.id())))
                    .build());
        }
        return dynamo.transact(writes);
    }

    private List<TransactWriteItem> adding(Job job) {
        if (job.isFinished()) {
            return List.of(put(OperationItems.item(job)));
        }
        Map<String, AttributeValue> open = Dynamo.item(OperationItems.OPEN, job.id());
        open.put("fleet", s(job.fleetId()));
        return List.of(put(OperationItems.item(job)), put(open));
    }

    private TransactWriteItem put(Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item))
                .build();
    }
}
