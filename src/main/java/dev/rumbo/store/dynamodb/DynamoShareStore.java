package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.store.ShareStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Links that users share, in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoShareStore implements ShareStore {

    private static final String ABSENT = "attribute_not_exists(pk)";
    private static final String PRESENT = "attribute_exists(pk)";

    private final Dynamo dynamo;
    private final String table;
    private final TableWrites writes;

    private DynamoShareStore(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        writes = new TableWrites(table);
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoShareStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoShareStore(new Dynamo(client), design.accounts());
    }

    @Override
    public void add(Share share) {
        if (!dynamo.transact(List.of(writes.put(byHash(share), ABSENT), writes.put(item(share), ABSENT)))) {
            throw new IllegalArgumentException("a link with this id exists: " + share.id());
        }
    }

    static Map<String, AttributeValue> byHash(Share share) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.shareByHash(share.hash()), TableDesign.ALONE);
        item.put("fleet", s(share.owner().fleetId()));
        item.put("user", s(share.owner().userId()));
        item.put("id", s(share.id()));
        item.put("expires", n(share.end().getEpochSecond()));
        return item;
    }

    /** One that was never opened. */
    static Map<String, AttributeValue> item(Share share) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.shares(share.owner()), share.id());
        item.put("fleet", s(share.owner().fleetId()));
        item.put("user", s(share.owner().userId()));
        item.put("hash", s(share.hash()));
        item.put("created", n(share.createdAt().toEpochMilli()));
        item.put("until", n(share.end().toEpochMilli()));
        item.put("expires", n(share.end().getEpochSecond()));
        item.put("views", n(0));
        share.passwordHash().ifPresent(password -> item.put("password", s(password)));
        putSubject(item, share.subject());
        return item;
    }

    @Override
    public Optional<Share> find(String hash) {
        return dynamo.get(table, TableDesign.shareByHash(hash), TableDesign.ALONE)
                .flatMap(item -> dynamo.get(
                        table, TableDesign.shares(new Owner(s(item, "fleet"), s(item, "user"))), s(item, "id")))
                .map(DynamoShareStore::share);
    }

    @Override
    public List<ShareUse> list(Owner owner) {
        return dynamo.query(Dynamo.after(table, TableDesign.shares(owner), " ")).stream()
                .map(DynamoShareStore::use)
                .toList();
    }

    @Override
    public boolean remove(Owner owner, String id) {
        return dynamo.get(table, TableDesign.shares(owner), id)
                .map(DynamoShareStore::share)
                .filter(found -> dynamo.transact(List.of(
                        writes.delete(TableDesign.shares(owner), id, PRESENT),
                        writes.delete(TableDesign.shareByHash(found.hash()), TableDesign.ALONE))))
                .isPresent();
    }

    @Override
    public void viewed(Share share, Instant at) {
        try {
            dynamo.call(it -> it.updateItem(request -> request.tableName(table)
                    .key(Dynamo.key(TableDesign.shares(share.owner()), share.id()))
                    .conditionExpression(PRESENT)
                    .updateExpression("SET #viewed = :at ADD #views :one")
                    .expressionAttributeNames(Map.of("#viewed", "viewed", "#views", "views"))
                    .expressionAttributeValues(Map.of(":at", n(at.toEpochMilli()), ":one", n(1)))));
        } catch (ConditionalCheckFailedException removedMeanwhile) {
            // It must not come back with nothing but a count.
        }
    }

    private static void putSubject(Map<String, AttributeValue> item, Subject subject) {
        item.put("kind", s(subject.word()));
        if (subject instanceof Subject.OfTrip trip) {
            item.put("trip", s(trip.tripId()));
            item.put("tripEnd", n(trip.untilMillis()));
        } else if (subject instanceof Subject.OfDay day) {
            item.put("date", s(day.date().toString()));
            day.deviceId().ifPresent(device -> item.put("device", s(device)));
        } else if (subject instanceof Subject.Live live) {
            live.deviceId().ifPresent(device -> item.put("device", s(device)));
        }
    }

    private static Subject subject(Map<String, AttributeValue> item) {
        Optional<String> device = text(item, "device");
        return switch (s(item, "kind")) {
            case "trip" -> new Subject.OfTrip(s(item, "trip"), n(item, "tripEnd"));
            case "day" -> new Subject.OfDay(LocalDate.parse(s(item, "date")), device);
            case "live" -> new Subject.Live(device);
            default -> throw new IllegalStateException("a link of unknown kind " + s(item, "kind"));
        };
    }

    private static Share share(Map<String, AttributeValue> item) {
        return new Share(
                s(item, "hash"),
                s(item, "sk"),
                new Owner(s(item, "fleet"), s(item, "user")),
                subject(item),
                text(item, "password"),
                Instant.ofEpochMilli(n(item, "created")),
                Instant.ofEpochMilli(n(item, "until")));
    }

    private static ShareUse use(Map<String, AttributeValue> item) {
        return new ShareUse(
                share(item),
                n(item, "views"),
                item.containsKey("viewed") ? Optional.of(Instant.ofEpochMilli(n(item, "viewed"))) : Optional.empty());
    }

    private static Optional<String> text(Map<String, AttributeValue> item, String name) {
        return item.containsKey(name) ? Optional.of(s(item, name)) : Optional.empty();
    }
}
