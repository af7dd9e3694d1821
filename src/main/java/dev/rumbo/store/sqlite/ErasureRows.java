package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.Erasure;
import dev.rumbo.trips.ErasedSpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was deleted of devices. */
final class ErasureRows {

    private ErasureRows() {}

    static List<Erasure> list(Session session, DeviceKey device) throws SQLException {
        return session.list(
                row -> erasure(device, row),
                "SELECT id, from_ms, to_ms, requested_ms, until_ms, positions FROM erasure"
                        + " WHERE fleet = ? AND user = ? AND device = ? ORDER BY id",
                device.fleetId(),
                device.userId(),
                device.deviceId());
    }

    static boolean add(Session session, Erasure erasure) throws SQLException {
        DeviceKey device = erasure.device();
        return session.update(
                        "INSERT INTO erasure (fleet, user, device, id, from_ms, to_ms, requested_ms, until_ms, positions)"
                                + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
                                + " (SELECT 1 FROM device WHERE fleet = ? AND id = ? AND state = 'ERASED')"
                                + " ON CONFLICT (fleet, user, device, id) DO NOTHING",
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        erasure.id(),
                        erasure.span().fromMillis(),
                        erasure.span().toMillis(),
                        erasure.requestedAt().toEpochMilli(),
                        erasure.until().map(Instant::toEpochMilli).orElse(null),
                        erasure.positions(),
                        device.fleetId(),
                        device.deviceId())
                == 1;
    }

    static int update(Session session, Erasure erasure) throws SQLException {
        DeviceKey device = erasure.device();
        return session.update(
                "UPDATE erasure SET until_ms = ?, positions = ? WHERE fleet = ? AND user = ? AND device = ? AND id = ?",
                erasure.until().map(Instant::toEpochMilli).orElse(null),
                erasure.positions(),
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                erasure.id());
    }

    private static Erasure erasure(DeviceKey device, ResultSet row) throws SQLException {
        long until = row.getLong(5);
        boolean done = !row.wasNull();
        return new Erasure(
                device,
                row.getString(1),
                new ErasedSpan(row.getLong(2), row.getLong(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                done ? Optional.of(Instant.ofEpochMilli(until)) : Optional.empty(),
                row.getLong(6));
    }
}
