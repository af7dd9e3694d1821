package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions in blobs of up to {@link #SIZE}: some three kilobytes, small enough to be rewritten when a position is
 * appended and large enough that a day is a handful of rows.
 *
 * <p>Chunks of a device do not overlap in time: positions of one instant are never split, so the first time is a key.
 */
final class Chunks {

    static final int SIZE = 256;

    private static final String OF_DEVICE = " FROM chunk WHERE fleet = ? AND user = ? AND device = ? ";

    private record Chunk(long firstMillis, Track positions) {}

    private Chunks() {}

    /** The positions with a time in the span; whole chunks are read until {@code limit} positions are there. */
    static Track between(Connection connection, DeviceKey device, long fromMillis, long toMillis, int limit)
            throws SQLException {
        Track track = Track.EMPTY;
        long from = fromMillis;
        while (track.size() < limit) {
            // One row at a time where the limit is small; all rows at once where there is none.
            int rows = limit == Integer.MAX_VALUE ? -1 : limit / SIZE + 2;
            List<Chunk> chunks = overlapping(connection, device, from, toMillis, rows);
            for (Chunk chunk : chunks) {
                track = track.union(chunk.positions.between(fromMillis, toMillis));
            }
            if (rows < 0 || chunks.size() < rows) {
                break;
            }
            Track last = chunks.get(chunks.size() - 1).positions;
            from = last.timeMillis(last.size() - 1) + 1;
        }
        return track.slice(0, Math.min(limit, track.size()));
    }

    static void add(Connection connection, DeviceKey device, Track added) throws SQLException {
        long first = added.timeMillis(0);
        long last = added.timeMillis(added.size() - 1);
        List<Chunk> old = new ArrayList<>(Sql.list(
                connection,
                Chunks::chunk,
                "SELECT first_ms, positions" + OF_DEVICE + "AND first_ms < ? ORDER BY first_ms DESC LIMIT 1",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                first));
        old.addAll(Sql.list(
                connection,
                Chunks::chunk,
                "SELECT first_ms, positions" + OF_DEVICE + "AND first_ms >= ? AND first_ms <= ? ORDER BY first_ms",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                first,
                last));
        Track all = added;
        for (Chunk chunk : old) {
            all = all.union(chunk.positions);
        }
        replace(connection, device, old, split(all));
    }

    private static void replace(Connection connection, DeviceKey device, List<Chunk> old, List<Track> tracks)
            throws SQLException {
        for (Chunk chunk : old) {
            if (!tracks.contains(chunk.positions)) {
                Sql.update(
                        connection,
                        "DELETE" + OF_DEVICE + "AND first_ms = ?",
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        chunk.firstMillis);
            }
        }
        for (Track track : tracks) {
            if (old.stream().noneMatch(chunk -> chunk.positions.equals(track))) {
                Sql.update(
                        connection,
                        "INSERT INTO chunk (fleet, user, device, first_ms, last_ms, size, positions)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        track.timeMillis(0),
                        track.timeMillis(track.size() - 1),
                        track.size(),
                        PositionsCodec.encode(track));
            }
        }
    }

    private static List<Track> split(Track track) {
        List<Track> parts = new ArrayList<>();
        int start = 0;
        while (start < track.size()) {
            int end = Math.min(start + SIZE, track.size());
            while (end < track.size() && track.timeMillis(end) == track.timeMillis(end - 1)) {
                end++;
            }
            parts.add(track.slice(start, end));
            start = end;
        }
        return parts;
    }

    private static List<Chunk> overlapping(
            Connection connection, DeviceKey device, long fromMillis, long toMillis, int rows) throws SQLException {
        // The chunk that begins before the span may reach into it; chunks do not overlap, so only the last such can.
        return Sql.list(
                connection,
                Chunks::chunk,
                "SELECT first_ms, positions" + OF_DEVICE
                        + "AND first_ms >= coalesce((SELECT max(first_ms)" + OF_DEVICE
                        + "AND first_ms <= ? AND last_ms >= ?), ?)"
                        + " AND first_ms < ? ORDER BY first_ms LIMIT ?",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                fromMillis,
                fromMillis,
                fromMillis,
                toMillis,
                rows);
    }

    private static Chunk chunk(java.sql.ResultSet row) throws SQLException {
        return new Chunk(row.getLong(1), PositionsCodec.decode(ByteBuffer.wrap(row.getBytes(2))));
    }
}
