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
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Imports in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoImportStore implements ImportStore {

    private static final Logger LOG = Logger.getLogger(DynamoImportStore.class);

    private static final int MAX_TRIES = 10;

    /** Some 300 KB where they do not deflate at all. */
    private static final int MOST_RELEASED = 20_000;

    private final Dynamo dynamo;
    private final String table;
    private final String accounts;

    private DynamoImportStore(DynamoDbClient client, TableDesign design) {
        dynamo = new Dynamo(client);
        table = design.tracks();
        accounts = design.accounts();
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
        putUnlessErased(record.device(), item);
    }

    private void putUnlessErased(DeviceKey device, Map<String, AttributeValue> item) {
        boolean put = dynamo.transact(List.of(
                AccountItems.requireNotErased(accounts, device),
                TransactWriteItem.builder()
                        .put(it -> it.tableName(table).item(item))
                        .build()));
        if (!put) {
            LOG.debugf("Device %s was erased: nothing of an import is kept", device.deviceId());
        }
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
        putUnlessErased(device, item);
    }

    @Override
    public Optional<Track> kept(DeviceKey device, String id, Effect effect, int number) {
        return dynamo.get(table, TableDesign.imports(device), TableDesign.importPart(id, effect.name(), number))
                .map(DynamoImportStore::positions);
    }

    @Override
    public void forget(DeviceKey device, ErasedSpan span) {
        String pk = TableDesign.imports(device);
        dynamo.query(Dynamo.between(table, pk, TableDesign.IMPORT_PARTS, TableDesign.IMPORT_PARTS + "~").toBuilder()
                        .projectionExpression("sk")
                        .build())
                .forEach(part -> forget(pk, s(part, "sk"), span));
        for (ImportRecord record : list(device)) {
            Optional<ImportRecord> left = record.without(span);
            if (left.isEmpty()) {
                remove(record);
            } else if (!left.get().equals(record)) {
                put(left.get());
            }
        }
    }

    /** A phone may send more of it in the same moment. */
    private void forget(String pk, String sk, ErasedSpan span) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Map<String, AttributeValue>> old = dynamo.get(table, pk, sk);
            Track known = old.map(DynamoImportStore::positions).orElse(Track.EMPTY);
            if (!span.touches(known)) {
                return;
            }
            Map<String, AttributeValue> item = Dynamo.item(pk, sk);
            item.put("p", b(Packed.pack(PositionsCodec.encode(span.without(known)))));
            if (dynamo.transact(List.of(replacing(old, item)))) {
                return;
            }
        }
        throw new StoreUnavailableException("what an import keeps changes with every try to write it", null);
    }

    private void remove(ImportRecord record) {
        String pk = TableDesign.imports(record.device());
        List<String> keys = new ArrayList<>(List.of(TableDesign.importRecord(record.id())));
        dynamo.query(Dynamo.between(
                                table,
                                pk,
                                TableDesign.IMPORT_PARTS + record.id() + "#",
                                TableDesign.IMPORT_PARTS + record.id() + "#~")
                        .toBuilder()
                        .projectionExpression("sk")
                        .build())
                .forEach(part -> keys.add(s(part, "sk")));
        dynamo.writeAll(
                table,
                keys.stream()
                        .map(sk -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(Dynamo.key(pk, sk)))
                                .build())
                        .toList());
    }

    @Override
    public void release(DeviceKey device, String id, Track positions) {
        ReleasedParts.of(positions).forEach((hour, part) -> release(device, id, hour, part));
    }

    /** What one item of the hour has no room for goes into another. */
    private void release(DeviceKey device, String id, int hour, Track part) {
        Track left = part;
        for (int number = 0; !left.isEmpty(); number++) {
            left = releaseInto(device, id, TableDesign.releasedPart(id, hour, number), left);
        }
    }

    /** @return what there was no room for */
    private Track releaseInto(DeviceKey device, String id, String sk, Track part) {
        String pk = TableDesign.imports(device);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Map<String, AttributeValue>> old = dynamo.get(table, pk, sk);
            Track known = old.map(DynamoImportStore::positions).orElse(Track.EMPTY);
            Track missing = part.minus(known);
            int room = Math.min(missing.size(), Math.max(0, MOST_RELEASED - known.size()));
            Track left = missing.slice(room, missing.size());
            if (room == 0) {
                return left;
            }
            Map<String, AttributeValue> item = Dynamo.item(pk, sk);
            item.put("p", b(Packed.pack(PositionsCodec.encode(known.union(missing.slice(0, room))))));
            // With the record, so that nothing is left of a device that is erased meanwhile.
            if (dynamo.transact(List.of(exists(pk, TableDesign.importRecord(id)), replacing(old, item)))) {
                return left;
            }
            if (find(device, id).isEmpty()) {
                return Track.EMPTY;
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
