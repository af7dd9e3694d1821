package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.Page;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The audit log in DynamoDB, as {@link TableDesign} lays it out. */
public final class DynamoAuditStore implements AuditStore {

    private final Dynamo dynamo;
    private final String table;

    private DynamoAuditStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoAuditStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoAuditStore(new Dynamo(client), design.accounts());
    }

    @Override
    public void append(AuditEvent event) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.audit(event.fleetId()), event.id());
        item.put("at", n(event.time().toEpochMilli()));
        item.put("actorId", s(event.actorId()));
        item.put("actor", s(event.actor()));
        item.put("act", s(event.act().name()));
        item.put("subjectId", s(event.subjectId()));
        item.put("subject", s(event.subject()));
        item.put("address", s(event.address()));
        item.put("times", n(event.count()));
        item.put("expires", n(event.time().plus(AuditEvent.KEPT).getEpochSecond()));
        dynamo.put(table, item);
    }

    @Override
    public Page<AuditEvent> list(String fleetId, AuditFilter filter, int limit, Optional<String> after) {
        String from = AuditEvent.idAt(filter.from());
        // Both less than any id of the instant: BETWEEN includes its ends.
        String to = AuditEvent.idAt(filter.to());
        String before = after.filter(id -> id.compareTo(to) < 0).orElse(to);
        if (before.compareTo(from) <= 0) {
            return new Page<>(List.of(), Optional.empty());
        }
        List<AuditEvent> found = dynamo
                .query(query(TableDesign.audit(fleetId), from, before, filter), (items, last) -> items.size() > limit)
                .stream()
                .filter(item -> !s(item, "sk").equals(before))
                .map(item -> event(fleetId, item))
                .toList();
        return found.size() <= limit
                ? new Page<>(found, Optional.empty())
                : new Page<>(
                        found.subList(0, limit),
                        Optional.of(found.get(limit - 1).id()));
    }

    private QueryRequest query(String pk, String from, String before, AuditFilter filter) {
        QueryRequest span = Dynamo.between(table, pk, from, before);
        Map<String, AttributeValue> values = new HashMap<>(span.expressionAttributeValues());
        StringBuilder condition = new StringBuilder();
        filter.act().ifPresent(act -> {
            values.put(":act", s(act.name()));
            condition.append("act = :act");
        });
        filter.userId().ifPresent(user -> {
            values.put(":user", s(user));
            condition.append(condition.isEmpty() ? "" : " AND ").append("(actorId = :user OR subjectId = :user)");
        });
        return span.toBuilder()
                .scanIndexForward(false)
                .expressionAttributeValues(values)
                .filterExpression(condition.isEmpty() ? null : condition.toString())
                .build();
    }

    private static AuditEvent event(String fleetId, Map<String, AttributeValue> item) {
        return new AuditEvent(
                s(item, "sk"),
                Instant.ofEpochMilli(n(item, "at")),
                fleetId,
                s(item, "actorId"),
                s(item, "actor"),
                AuditAct.valueOf(s(item, "act")),
                s(item, "subjectId"),
                s(item, "subject"),
                s(item, "address"),
                Math.toIntExact(n(item, "times")));
    }
}
