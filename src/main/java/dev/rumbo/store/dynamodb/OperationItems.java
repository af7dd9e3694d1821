package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.RulesChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Rules and jobs as items, and back. */
final class OperationItems {

    static final String NEWEST = "NEWEST";
    static final String OPEN = "OPEN";

    /** Long enough to look up what was done a quarter of a year ago. */
    private static final Duration AFTER_END = Duration.ofDays(90);

    private OperationItems() {}

    /** Holds where {@code version} is the newest of the fleet's rules; 1 also where none is stored. */
    static TransactWriteItem requireNewestRules(String table, String fleetId, int version) {
        String condition = version == DeviceHead.FIRST_RULES ? "attribute_not_exists(v) OR v = :v" : "v = :v";
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(Dynamo.key(TableDesign.rules(fleetId), NEWEST))
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":v", n(version))))
                .build();
    }

    static Map<String, AttributeValue> item(RulesChange change) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.rules(change.fleetId()), TableDesign.rulesVersion(change.version()));
        item.put("fleet", s(change.fleetId()));
        item.put("v", n(change.version()));
        item.put("procedure", n(change.procedure()));
        item.put("thresholds", s(change.encodedValues()));
        item.put("changed", n(change.changedAt().toEpochMilli()));
        item.put("by", s(change.changedBy()));
        return item;
    }

    static RulesChange rules(Map<String, AttributeValue> item) {
        return new RulesChange(
                s(item, "fleet"),
                Math.toIntExact(n(item, "v")),
                Math.toIntExact(n(item, "procedure")),
                RulesChange.decodeValues(s(item, "thresholds")),
                Instant.ofEpochMilli(n(item, "changed")),
                s(item, "by"));
    }

    static Map<String, AttributeValue> item(Job job) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.jobs(job.fleetId()), job.id());
        item.put("fleet", s(job.fleetId()));
        item.put("kind", s(job.kind().name()));
        job.deviceId().ifPresent(device -> item.put("device", s(device)));
        job.from().ifPresent(from -> item.put("from", n(from.toEpochMilli())));
        item.put("rules", n(job.rulesVersion()));
        item.put("created", n(job.createdAt().toEpochMilli()));
        item.put("state", s(job.state().name()));
        job.startedAt().ifPresent(started -> item.put("started", n(started.toEpochMilli())));
        job.finishedAt().ifPresent(finished -> {
            item.put("finished", n(finished.toEpochMilli()));
            item.put("expires", n(finished.plus(AFTER_END).getEpochSecond()));
        });
        item.put("done", n(job.progress().done()));
        item.put("total", n(job.progress().total()));
        item.put("altered", n(job.progress().changed()));
        item.put("failed", n(job.progress().failed()));
        item.put("cursor", s(job.progress().cursor()));
        job.progress().problem().ifPresent(problem -> item.put("problem", s(problem)));
        return item;
    }

    static Job job(Map<String, AttributeValue> item) {
        return new Job(
                s(item, "fleet"),
                s(item, "sk"),
                Job.Kind.valueOf(s(item, "kind")),
                text(item, "device"),
                instant(item, "from"),
                Math.toIntExact(n(item, "rules")),
                Instant.ofEpochMilli(n(item, "created")),
                Job.State.valueOf(s(item, "state")),
                instant(item, "started"),
                instant(item, "finished"),
                new Job.Progress(
                        n(item, "done"),
                        n(item, "total"),
                        n(item, "altered"),
                        n(item, "failed"),
                        s(item, "cursor"),
                        text(item, "problem")));
    }

    private static Optional<String> text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
    }

    private static Optional<Instant> instant(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Optional.of(Instant.ofEpochMilli(n(item, name))) : Optional.empty();
    }
}
