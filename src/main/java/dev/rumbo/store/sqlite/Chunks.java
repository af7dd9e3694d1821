package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.Packed;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.sqlite.Session;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The positions of a device in chunks: rows that hold the positions of one stretch of time.
 *
 * <p>New positions go to a small last chunk, so that a live position rewrites a page or two; when that has grown it joins
 * the chunk before it, so that a day is a handful of rows that waste little of their pages. Late positions go into the
 * chunk of their time, which is cut in even parts when it grows too large. Positions of one instant are never parted, so
 * chunks do not overlap in time and the first time is a key.
 */
final class Chunks {

    /** Positions at which the last chunk joins the one before: about one page. */
    static final int TAIL = 128;

    /** The most positions in a chunk, unless they are of one instant: about six pages. */
    static final int FULL = 2_048;

    /** Positions from which on a chunk is packed: it is written some ten times more at the most, and then rests. */
    private static final int PACKED = FULL / 2;

    private static final String OF_DEVICE = " FROM chunk WHERE fleet = ? AND user = ? AND device = ? ";
    private static final String POSITIONS = "SELECT positions, checksum, first_ms";
    private static final String ABOUT = "SELECT first_ms, last_ms, size" + OF_DEVICE;

    private final Session session;
    private final DeviceKey device;

    Chunks(Session session, DeviceKey device) {
        this.session = session;
        this.device = device;
    }

    private record Chunk(long firstMillis, long lastMillis, int size) {

        static Chunk of(ResultSet row) throws SQLException {
            return new Chunk(row.getLong(1), row.getLong(2), row.getInt(3));
        }
    }

    /** The first {@code limit} positions with a time in the span; only chunks that reach into it are read. */
    Track between(long fromMillis, long toMillis, int limit) throws SQLException {
        // Of the chunks that begin before the span only the last can reach into it.
        long from = find("AND first_ms <= ? ORDER BY first_ms DESC LIMIT 1", fromMillis)
                .map(Chunk::firstMillis)
                .orElse(fromMillis);
        List<Track> parts = new ArrayList<>();
        int[] size = new int[1];
        session.forEach(
                row -> {
                    Track part = decoded(row).between(fromMillis, toMillis);
                    parts.add(part);
                    size[0] += part.size();
                    return size[0] < limit;
                },
                POSITIONS + OF_DEVICE + "AND first_ms >= ? AND first_ms < ? ORDER BY first_ms",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                from,
                toMillis);
        Track track = Track.union(parts);
        return track.slice(0, Math.min(limit, track.size()));
    }

    /** Adds positions; those that are there already are not doubled. */
    void add(Track added) throws SQLException {
        int from = 0;
        while (from < added.size()) {
            long time = added.timeMillis(from);
            Optional<Chunk> home = find("AND first_ms <= ? ORDER BY first_ms DESC LIMIT 1", time);
            Optional<Chunk> next = find("AND first_ms > ? ORDER BY first_ms LIMIT 1", time);
            int to = next.isPresent() ? added.indexOf(next.get().firstMillis()) : added.size();
            Track run = added.slice(from, to);
            if (home.isEmpty()) {
                prepend(run, next);
            } else if (next.isEmpty() && time > home.get().lastMillis()) {
                append(home.get(), run);
            } else {
                put(positions(home.get()).union(run));
            }
            from = to;
        }
    }

    /** Removes positions; those that are not there are no matter. */
    void remove(Track removed) throws SQLException {
        int from = 0;
        while (from < removed.size()) {
            long time = removed.timeMillis(from);
            Optional<Chunk> home = find("AND first_ms <= ? ORDER BY first_ms DESC LIMIT 1", time);
            Optional<Chunk> next = find("AND first_ms > ? ORDER BY first_ms LIMIT 1", time);
            int to = next.isPresent() ? removed.indexOf(next.get().firstMillis()) : removed.size();
            if (home.isPresent()) {
                Track left = positions(home.get()).minus(removed.slice(from, to));
                delete(home.get());
                put(left);
            }
            from = to;
        }
    }

    /** Removes all positions that are earlier. */
    void removeBefore(long millis) throws SQLException {
        Optional<Chunk> home = find("AND first_ms < ? ORDER BY first_ms DESC LIMIT 1", millis)
                .filter(chunk -> chunk.lastMillis() >= millis);
        Track left = home.isPresent() ? positions(home.get()).between(millis, Long.MAX_VALUE) : Track.EMPTY;
        session.update(
                "DELETE" + OF_DEVICE + "AND first_ms < ?",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                millis);
        put(left);
    }

    private void prepend(Track run, Optional<Chunk> next) throws SQLException {
        if (next.isPresent() && next.get().size() + run.size() <= FULL) {
            Track joined = run.union(positions(next.get()));
            delete(next.get());
            put(joined);
        } else {
            put(run);
        }
    }

    private void append(Chunk last, Track run) throws SQLException {
        boolean small = last.size() < TAIL;
        Track tail = small ? positions(last).union(run) : run;
        Optional<Chunk> before =
                small ? find("AND first_ms < ? ORDER BY first_ms DESC LIMIT 1", last.firstMillis()) : Optional.of(last);
        if (tail.size() >= TAIL && before.isPresent() && before.get().size() + tail.size() <= FULL) {
            if (small) {
                delete(last);
            }
            put(positions(before.get()).union(tail));
        } else {
            put(tail);
        }
    }

    /** Writes the track as one chunk, or as even parts where it is too large, over a chunk with the same first time. */
    private void put(Track track) throws SQLException {
        int parts = (track.size() + FULL - 1) / FULL;
        int start = 0;
        for (int part = 1; start < track.size(); part++) {
            int end = Math.max(start + 1, (int) ((long) track.size() * Math.min(part, parts) / parts));
            while (end < track.size() && track.timeMillis(end) == track.timeMillis(end - 1)) {
                end++;
            }
            putOne(track.slice(start, end));
            start = end;
        }
    }

    private void putOne(Track track) throws SQLException {
        byte[] plain = PositionsCodec.encode(track);
        byte[] positions = track.size() < PACKED ? plain : Packed.packFast(plain);
        session.update(
                "INSERT INTO chunk (fleet, user, device, first_ms, last_ms, size, positions, checksum)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fleet, user, device, first_ms) DO UPDATE"
                        + " SET last_ms = excluded.last_ms, size = excluded.size, positions = excluded.positions,"
                        + " checksum = excluded.checksum",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                track.timeMillis(0),
                track.timeMillis(track.size() - 1),
                track.size(),
                positions,
                checksum(positions));
    }

    private void delete(Chunk chunk) throws SQLException {
        session.update(
                "DELETE" + OF_DEVICE + "AND first_ms = ?",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                chunk.firstMillis());
    }

    private Optional<Chunk> find(String condition, long millis) throws SQLException {
        return session.find(Chunk::of, ABOUT + condition, device.fleetId(), device.userId(), device.deviceId(), millis);
    }

    private Track positions(Chunk chunk) throws SQLException {
        return session.find(
                        this::decoded,
                        POSITIONS + OF_DEVICE + "AND first_ms = ?",
                        device.fleetId(),
                        device.userId(),
                        device.deviceId(),
                        chunk.firstMillis())
                .orElseThrow();
    }

    /** @throws MalformedRecordException where the disk gives back other bytes than were written: they are no positions */
    private Track decoded(ResultSet row) throws SQLException {
        byte[] positions = row.getBytes(1);
        long checksum = row.getLong(2);
        if (!row.wasNull() && checksum != checksum(positions)) {
            throw new MalformedRecordException("store.db is damaged: the checksum of the positions of device "
                    + device.deviceId() + " from " + Instant.ofEpochMilli(row.getLong(3)) + " does not match");
        }
        return PositionsCodec.decode(Packed.unpack(ByteBuffer.wrap(positions)));
    }

    private static long checksum(byte[] positions) {
        CRC32C checksum = new CRC32C();
        checksum.update(positions);
        return checksum.getValue();
    }
}
