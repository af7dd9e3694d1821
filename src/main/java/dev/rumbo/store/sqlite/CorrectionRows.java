package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.CorrectionCodec;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** Corrections in SQLite. */
final class CorrectionRows {

    private static final long LONGEST_MILLIS = Correction.LONGEST.toMillis();

    private CorrectionRows() {}

    static List<Correction> overlapping(Session session, DeviceKey device, long fromMillis, long toMillis)
            throws SQLException {
        return session
                .list(
                        row -> CorrectionCodec.decode(ByteBuffer.wrap(row.getBytes(1))),
                        "SELECT data FROM correction WHERE fleet = ? AND user = ? AND device = ?"
                                + " AND from_ms >= ? AND from_ms < ?",
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        fromMillis < Long.MIN_VALUE + LONGEST_MILLIS ? Long.MIN_VALUE : fromMillis - LONGEST_MILLIS,
                        toMillis)
                .stream()
                .filter(correction -> correction.overlaps(fromMillis, toMillis))
                .sorted(Comparator.comparingLong(Correction::sequence))
                .toList();
    }

    static void apply(Session session, DeviceUpdate update) throws SQLException {
        DeviceKey device = update.head().device();
        for (CorrectionId undone : update.removedCorrections()) {
            session.update(
                    "DELETE FROM correction WHERE fleet = ? AND user = ? AND device = ? AND from_ms = ? AND sequence = ?",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    undone.fromMillis(),
                    undone.sequence());
        }
        for (Correction correction : update.corrections()) {
            session.update(
                    "INSERT INTO correction (fleet, user, device, from_ms, sequence, data) VALUES (?, ?, ?, ?, ?, ?)",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    correction.fromMillis(),
                    correction.sequence(),
                    CorrectionCodec.encode(correction));
        }
    }
}
