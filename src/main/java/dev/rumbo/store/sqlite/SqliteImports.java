package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.ReleasedParts;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Imports in SQLite. */
final class SqliteImports implements ImportStore {

    private static final String OF_DEVICE = " WHERE fleet = ? AND user = ? AND device = ? ";

    private static final String IMPORT = "SELECT fleet, user, device, id, file_name, started_ms, state, positions,"
            + " imported, added, replaced, from_ms, to_ms FROM import WHERE fleet = ? AND user = ? AND device = ? ";

    private static final String PARTS = "SELECT positions FROM import_part WHERE fleet = ? AND user = ? AND device = ?"
            + " AND id = ? AND effect = ? ";

    private static final String UNLESS_ERASED =
            " WHERE NOT EXISTS (SELECT 1 FROM device WHERE fleet = ? AND id = ? AND state = 'ERASED')";

    private final StoreFile file;

    SqliteImports(StoreFile file) {
        this.file = file;
    }

    @Override
    public void put(ImportRecord record) {
        file.write(session -> session.update(
                "INSERT OR REPLACE INTO import (fleet, user, device, id, file_name, started_ms, state, positions,"
                        + " imported, added, replaced, from_ms, to_ms) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
                        + UNLESS_ERASED,
                record.device().fleetId(),
                record.device().userId(),
                record.device().deviceId(),
                record.id(),
                record.fileName(),
                record.startedAt().toEpochMilli(),
                record.state().name(),
                record.positions(),
                record.imported(),
                record.added(),
                record.replaced(),
                record.fromMillis(),
                record.toMillis(),
                record.device().fleetId(),
                record.device().deviceId()));
    }

    @Override
    public Optional<ImportRecord> find(DeviceKey device, String id) {
        return file.read(session -> find(session, device, id));
    }

    private static Optional<ImportRecord> find(Session session, DeviceKey device, String id) throws SQLException {
        return session.find(
                SqliteImports::record, IMPORT + "AND id = ?", device.fleetId(), device.userId(), device.deviceId(), id);
    }

    @Override
    public List<ImportRecord> list(DeviceKey device) {
        return file.read(session -> session.list(
                SqliteImports::record,
                IMPORT + "ORDER BY started_ms DESC, id",
                device.fleetId(),
                device.userId(),
                device.deviceId()));
    }

    @Override
    public void release(DeviceKey device, String id, Track positions) {
        ReleasedParts.of(positions).forEach((hour, part) -> {
            if (!part.minus(kept(device, id, Effect.RELEASED, hour).orElse(Track.EMPTY))
                    .isEmpty()) {
                file.write(session -> {
                    Track known =
                            kept(session, device, id, Effect.RELEASED, hour).orElse(Track.EMPTY);
                    return find(session, device, id).isEmpty()
                            ? 0
                            : keep(session, device, id, Effect.RELEASED, hour, known.union(part));
                });
            }
        });
    }

    @Override
    public List<Track> released(DeviceKey device, String id) {
        return file.read(session -> session.list(
                row -> PositionsCodec.decode(ByteBuffer.wrap(row.getBytes(1))),
                PARTS + "ORDER BY number",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                id,
                Effect.RELEASED.name()));
    }

    @Override
    public void keep(DeviceKey device, String id, Effect effect, int number, Track positions) {
        file.write(session -> keep(session, device, id, effect, number, positions));
    }

    private static int keep(Session session, DeviceKey device, String id, Effect effect, int number, Track positions)
            throws SQLException {
        return session.update(
                "INSERT OR REPLACE INTO import_part (fleet, user, device, id, effect, number, positions)"
                        + " SELECT ?, ?, ?, ?, ?, ?, ?" + UNLESS_ERASED,
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                id,
                effect.name(),
                number,
                PositionsCodec.encode(positions),
                device.fleetId(),
                device.deviceId());
    }

    @Override
    public Optional<Track> kept(DeviceKey device, String id, Effect effect, int number) {
        return file.read(session -> kept(session, device, id, effect, number));
    }

    private static Optional<Track> kept(Session session, DeviceKey device, String id, Effect effect, int number)
            throws SQLException {
        return session.find(
                row -> PositionsCodec.decode(ByteBuffer.wrap(row.getBytes(1))),
                PARTS + "AND number = ?",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                id,
                effect.name(),
                number);
    }

    private record Part(String id, Effect effect, int number) {}

    @Override
    public void forget(DeviceKey device, ErasedSpan span) {
        List<Part> parts = file.read(session -> session.list(
                row -> new Part(row.getString(1), Effect.valueOf(row.getString(2)), row.getInt(3)),
                "SELECT id, effect, number FROM import_part" + OF_DEVICE,
                device.fleetId(),
                device.userId(),
                device.deviceId()));
        for (Part part : parts) {
            if (kept(device, part.id(), part.effect(), part.number())
                    .filter(span::touches)
                    .isPresent()) {
                file.write(session -> forget(session, device, part, span));
            }
        }
        for (ImportRecord record : list(device)) {
            file.write(session -> forget(session, record, span));
        }
    }

    private static int forget(Session session, DeviceKey device, Part part, ErasedSpan span) throws SQLException {
        Optional<Track> known =
                kept(session, device, part.id(), part.effect(), part.number()).filter(span::touches);
        return known.isEmpty()
                ? 0
                : keep(session, device, part.id(), part.effect(), part.number(), span.without(known.get()));
    }

    private static int forget(Session session, ImportRecord record, ErasedSpan span) throws SQLException {
        DeviceKey device = record.device();
        Optional<ImportRecord> left = record.without(span);
        if (left.isPresent()) {
            return session.update(
                    "UPDATE import SET from_ms = ?, to_ms = ?" + OF_DEVICE + "AND id = ?",
                    left.get().fromMillis(),
                    left.get().toMillis(),
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    record.id());
        }
        int removed = 0;
        for (String table : List.of("import", "import_part")) {
            removed += session.update(
                    "DELETE FROM " + table + OF_DEVICE + "AND id = ?",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    record.id());
        }
        return removed;
    }

    private static ImportRecord record(ResultSet row) throws SQLException {
        return new ImportRecord(
                new DeviceKey(row.getString(1), row.getString(2), row.getString(3)),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                ImportRecord.State.valueOf(row.getString(7)),
                row.getLong(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getLong(13));
    }
}
