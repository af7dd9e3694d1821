package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.Packed;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.ReleasedParts;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Imports in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoImportStore implements ImportStore {

    private static final int MAX_TRIES = 10;

    private final Dynamo dynamo;
    private final String table;

    private DynamoImportStore(DynamoDbClient client, TableDesign design) {
        dynamo = new Dynamo(client);
        table = design.tracks();
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoImportStore open(DynamoDbClient client, String tablePrefix, boolean create) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoImportStore(client, design);
    }

    @Override
    public void put(ImportRecord record) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.imports(record.device()), TableDesign.importRecord(record.id()));
        item.put("id", s(record.id()));
        item.put("name", s(record.fileName()));
        item.put("started", n(record.startedAt().toEpochMilli()));
        item.put("state", s(record.state().name()));
        item.put("positions", n(record.positions()));
        item.put("imported", n(record.imported()));
        item.put("added", n(record.added()));
        item.put("replaced", n(record.replaced()));
        item.put("from", n(record.fromMillis()));
        item.put("to", n(record.toMillis()));
        dynamo.put(table, item);
    }

    @Override
    public Optional<ImportRecord> find(DeviceKey device, String id) {
        return dynamo.get(table, TableDesign.imports(device), TableDesign.importRecord(id))
                .map(item -> record(device, item));
    }

    @Override
    public List<ImportRecord> list(DeviceKey device) {
        return dynamo
                .query(Dynamo.between(
                        table,
                        TableDesign.imports(device),
                        TableDesign.importRecord(""),
                        TableDesign.importRecord("~")))
                .stream()
                .map(item -> record(device, item))
                .sorted(Comparator.comparing(ImportRecord::startedAt).reversed().thenComparing(ImportRecord::id))
                .toList();
    }

    @Override
    public void keep(DeviceKey device, String id, Effect effect, int number, Track positions) {
        Map<String, AttributeValue> item =
                Dynamo.item(TableDesign.imports(device), TableDesign.importPart(id, effect.name(), number));
        item.put("p", b(Packed.pack(PositionsCodec.encode(positions))));
        dynamo.put(table, item);
    }

    @Override
    public Track kept(DeviceKey device, String id, Effect effect, int number) {
        return dynamo.get(table, TableDesign.imports(device), TableDesign.importPart(id, effect.name(), number))
                .map(DynamoImportStore::positions)
                .orElse(Track.EMPTY);
    }

    @Override
    public void release(DeviceKey device, String id, Track positions) {
        ReleasedParts.of(positions).forEach((hour, part) -> release(device, id, hour, part));
    }

    private void release(DeviceKey device, String id, int hour, Track part) {
        String pk = TableDesign.imports(device);
        String sk = TableDesign.importPart(id, Effect.RELEASED.name(), hour);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Map<String, AttributeValue>> old = dynamo.get(table, pk, sk);
            Track known = old.map(DynamoImportStore::positions).orElse(Track.EMPTY);
            if (part.minus(known).isEmpty()) {
                return;
            }
            Map<String, AttributeValue> item = Dynamo.item(pk, sk);
            item.put("p", b(Packed.pack(PositionsCodec.encode(known.union(part)))));
            // With the record, so that nothing is left of a device that is erased meanwhile.
            if (dynamo.transact(List.of(exists(pk, TableDesign.importRecord(id)), replacing(old, item)))
                    || find(device, id).isEmpty()) {
                return;
            }
        }
        throw new StoreUnavailableException("what phones sent of an import changes with every try to write it", null);
    }

    private TransactWriteItem exists(String pk, String sk) {
        return TransactWriteItem.builder()
                .conditionCheck(check ->
                        check.tableName(table).key(Dynamo.key(pk, sk)).conditionExpression("attribute_exists(pk)"))
                .build();
    }

    private TransactWriteItem replacing(Optional<Map<String, AttributeValue>> old, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(put -> {
                    put.tableName(table).item(item);
                    if (old.isPresent()) {
                        put.conditionExpression("p = :p")
                                .expressionAttributeValues(Map.of(
                                        ":p", Objects.requireNonNull(old.get().get("p"))));
                    } else {
                        put.conditionExpression("attribute_not_exists(pk)");
                    }
                })
                .build();
    }

    @Override
    public List<Track> released(DeviceKey device, String id) {
        return dynamo
                .query(Dynamo.between(
                        table,
                        TableDesign.imports(device),
                        TableDesign.importPart(id, Effect.RELEASED.name(), 0),
                        TableDesign.importPart(id, Effect.RELEASED.name(), TableDesign.MOST_PARTS)))
                .stream()
                .map(DynamoImportStore::positions)
                .toList();
    }

    private static Track positions(Map<String, AttributeValue> item) {
        return PositionsCodec.decode(Packed.unpack(b(item, "p")));
    }

    private static ImportRecord record(DeviceKey device, Map<String, AttributeValue> item) {
        return new ImportRecord(
                device,
                s(item, "id"),
                s(item, "name"),
                Instant.ofEpochMilli(n(item, "started")),
                ImportRecord.State.valueOf(s(item, "state")),
                n(item, "positions"),
                n(item, "imported"),
                n(item, "added"),
                n(item, "replaced"),
                n(item, "from"),
                n(item, "to"));
    }
}
