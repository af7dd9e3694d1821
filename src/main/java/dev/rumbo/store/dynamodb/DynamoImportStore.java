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
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Imports in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoImportStore implements ImportStore {

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
                .map(item -> PositionsCodec.decode(Packed.unpack(b(item, "p"))))
                .orElse(Track.EMPTY);
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
