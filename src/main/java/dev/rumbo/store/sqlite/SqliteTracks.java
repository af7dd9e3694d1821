package dev.rumbo.store.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.Page;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Tracks, segments, totals and heads in SQLite. */
final class SqliteTracks implements TrackStore {

    private static final String OF_DEVICE = " WHERE fleet = ? AND user = ? AND device = ? ";
    private static final String HEAD = "SELECT fleet, user, device, version, first, last, rules, rebuild,"
            + " last_correction, corrected_from_ms, corrected_to_ms, emptied, zone, positions_from_ms, segments_from_ms,"
            + " settled FROM head";

    private static final String KNOWN = " AND (emptied = 0 OR positions_from_ms IS NOT NULL)";

    /** A device that is silent for longer is read anew when it drives again. */
    private static final Duration REMEMBERED = Duration.ofHours(3);

    private final StoreFile file;
    private final Cache<DeviceKey, Recent> remembered;

    /** @param rememberedBytes roughly what {@link #forUpdates} may hold in memory */
    SqliteTracks(StoreFile file, long rememberedBytes) {
        this.file = file;
        this.remembered = Caffeine.newBuilder()
                .maximumWeight(rememberedBytes)
                .weigher((DeviceKey device, Recent recent) -> recent.bytes())
                .expireAfterAccess(REMEMBERED)
                .build();
    }

    @Override
    public TrackStore forUpdates() {
        return new RememberingTracks(this, remembered);
    }

    @Override
    public Optional<DeviceHead> findHead(DeviceKey device) {
        return findBase(device).filter(DeviceHead::isKnown);
    }

    @Override
    public Optional<DeviceHead> findBase(DeviceKey device) {
        return file.read(session -> head(session, device));
    }

    @Override
    public List<DeviceHead> listHeads(Owner owner) {
        return file.read(session -> session.list(
                SqliteTracks::head,
                HEAD + " WHERE fleet = ? AND user = ?" + KNOWN + " ORDER BY device",
                owner.fleetId(),
                owner.userId()));
    }

    @Override
    public Page<DeviceHead> listHeads(String fleetId, int limit, Optional<String> after) {
        List<DeviceHead> heads = file.read(session -> session.list(
                SqliteTracks::head,
                HEAD + " WHERE fleet = ? AND device > ?" + KNOWN + " ORDER BY device LIMIT ?",
                fleetId,
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(heads, limit, head -> head.device().deviceId());
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis) {
        return positions(device, fromMillis, toMillis, Integer.MAX_VALUE);
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        return file.read(session -> new Chunks(session, device).between(fromMillis, toMillis, limit));
    }

    @Override
    public List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        return segments(device, "AND start_ms >= ? AND start_ms < ? ORDER BY start_ms", fromMillis, toMillis);
    }

    @Override
    public Optional<Segment> findSegmentBefore(DeviceKey device, long millis) {
        return segments(device, "AND start_ms < ? AND ? ORDER BY start_ms DESC LIMIT 1", millis, 1).stream()
                .findFirst();
    }

    @Override
    public Optional<Segment> findSegmentFrom(DeviceKey device, long millis) {
        return segments(device, "AND start_ms >= ? AND ? ORDER BY start_ms LIMIT 1", millis, 1).stream()
                .findFirst();
    }

    @Override
    public List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        return file.read(session -> session.list(
                row -> new DayTotals(
                        LocalDate.parse(row.getString(1)),
                        row.getLong(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8)),
                "SELECT date, distance_mm, unknown_mm, driving_s, idle_s, unknown_s, trips, max_speed_cms"
                        + " FROM day_total" + OF_DEVICE + "AND date >= ? AND date <= ? ORDER BY date",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                from.toString(),
                to.toString()));
    }

    @Override
    public List<Correction> corrections(DeviceKey device, long fromMillis, long toMillis) {
        return file.read(session -> CorrectionRows.overlapping(session, device, fromMillis, toMillis));
    }

    @Override
    public void apply(List<DeviceUpdate> updates, List<SetAside> setAside, StreamRecord checkpoint) {
        // What is lost is lost together with the checkpoint, so the log delivers it again: docs/decisions/0054.
        file.writeUnsynced(session -> {
            for (DeviceUpdate update : updates) {
                apply(session, update);
            }
            for (SetAside aside : setAside) {
                SetAsideRows.put(session, aside);
            }
            return session.update(
                    "INSERT INTO checkpoint (shard, sequence) VALUES (?, ?)"
                            + " ON CONFLICT (shard) DO UPDATE SET sequence = excluded.sequence",
                    checkpoint.shardId(),
                    checkpoint.sequenceNumber());
        });
    }

    @Override
    public void apply(DeviceUpdate update) {
        file.write(session -> {
            apply(session, update);
            return true;
        });
    }

    @Override
    public void erase(DeviceKey device) {
        file.write(session -> {
            for (String table : List.of(
                    "head", "chunk", "segment", "day_total", "correction", "import", "import_part", "erasure")) {
                session.update(
                        "DELETE FROM " + table + OF_DEVICE, device.fleetId(), device.userId(), device.deviceId());
            }
            return true;
        });
        remembered.invalidate(device);
    }

    @Override
    public List<Erasure> erasures(DeviceKey device) {
        return file.read(session -> ErasureRows.list(session, device));
    }

    @Override
    public boolean add(Erasure erasure) {
        return file.write(session -> ErasureRows.add(session, erasure));
    }

    @Override
    public void update(Erasure erasure) {
        file.write(session -> ErasureRows.update(session, erasure));
    }

    /** What is removed is in no row any more; it may be in memory. */
    @Override
    public void forget(DeviceKey device, ErasedSpan span) {
        remembered.invalidate(device);
    }

    @Override
    public void forgetPositions(DeviceKey device, Frontier frontier) {
        remembered.invalidate(device);
    }

    @Override
    public void setAside(SetAside record) {
        file.write(session -> SetAsideRows.put(session, record));
    }

    @Override
    public Page<SetAsideEntry> listSetAside(int limit, Optional<String> after) {
        return file.read(session -> SetAsideRows.list(session, limit, after));
    }

    @Override
    public Optional<SetAsideEntry> findSetAside(String id) {
        return file.read(session -> SetAsideRows.find(session, id));
    }

    @Override
    public void removeSetAside(String id) {
        file.write(session -> SetAsideRows.remove(session, id));
    }

    private static void apply(Session session, DeviceUpdate update) throws SQLException {
        DeviceKey device = update.head().device();
        Optional<DeviceHead> base = head(session, device);
        long stored = base.map(DeviceHead::version).orElse(0L);
        if (update.head().version() != stored + 1) {
            throw new StaleDeviceException("device " + device.deviceId() + " is at version " + stored + ", not "
                    + (update.head().version() - 1));
        }
        if (base.filter(DeviceHead::isKnown).isEmpty()) {
            requireNotErased(session, device);
            SqliteOperations.requireNewestRules(session, update.head());
            requireZone(session, update.head());
        }
        Chunks chunks = new Chunks(session, device);
        Optional<Frontier> frontier = update.head().frontier();
        if (frontier.isPresent() && !frontier.equals(base.flatMap(DeviceHead::frontier))) {
            chunks.removeBefore(frontier.get().positionsFromMillis());
        }
        chunks.remove(update.removed());
        chunks.add(update.added());
        for (Long start : update.removedSegments()) {
            session.update(
                    "DELETE FROM segment" + OF_DEVICE + "AND start_ms = ?",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    start);
        }
        for (Segment segment : update.segments()) {
            session.update(
                    "INSERT OR REPLACE INTO segment (fleet, user, device, start_ms, data) VALUES (?, ?, ?, ?, ?)",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    segment.startMillis(),
                    SegmentCodec.encode(segment));
        }
        applyTotals(session, update, device);
        CorrectionRows.apply(session, update);
        DeviceHead head = update.head();
        session.update(
                "INSERT OR REPLACE INTO head (fleet, user, device, version, first, last, rules, rebuild,"
                        + " last_correction, corrected_from_ms, corrected_to_ms, emptied, zone, positions_from_ms, segments_from_ms,"
                        + " settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                head.version(),
                PositionsCodec.encode(Track.of(List.of(head.first()))),
                PositionsCodec.encode(Track.of(List.of(head.last()))),
                head.rulesVersion(),
                head.rebuild().map(RebuildMark::encode).orElse(null),
                head.corrected().lastSequence(),
                head.corrected().fromMillis(),
                head.corrected().toMillis(),
                head.emptied() ? 1 : 0,
                head.zone().map(ZoneId::getId).orElse(null),
                head.frontier().map(Frontier::positionsFromMillis).orElse(null),
                head.frontier().map(Frontier::segmentsFromMillis).orElse(null),
                head.frontier().filter(Frontier::settled).isPresent() ? 1 : 0);
    }

    /** So that a recount under a new time zone misses no device that came while it began. */
    private static void requireZone(Session session, DeviceHead head) throws SQLException {
        Optional<ZoneId> owners = session.find(
                row -> ZoneId.of(row.getString(1)),
                "SELECT time_zone FROM user WHERE fleet = ? AND id = ?",
                head.device().fleetId(),
                head.device().userId());
        if (owners.isPresent() && head.zone().isPresent() && !owners.equals(head.zone())) {
            throw new StaleDeviceException("the owner of " + head.device().deviceId() + " has another time zone");
        }
    }

    private static void requireNotErased(Session session, DeviceKey device) throws SQLException {
        boolean erased = session.find(
                        row -> true,
                        "SELECT 1 FROM device WHERE fleet = ? AND id = ? AND state = 'ERASED'",
                        device.fleetId(),
                        device.deviceId())
                .isPresent();
        if (erased) {
            throw new ErasedDeviceException(device);
        }
    }

    private static void applyTotals(Session session, DeviceUpdate update, DeviceKey device) throws SQLException {
        for (LocalDate date : update.removedTotals()) {
            session.update(
                    "DELETE FROM day_total" + OF_DEVICE + "AND date = ?",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    date.toString());
        }
        for (DayTotals day : update.totals()) {
            session.update(
                    "INSERT OR REPLACE INTO day_total (fleet, user, device, date, distance_mm, unknown_mm, driving_s,"
                            + " idle_s, unknown_s, trips, max_speed_cms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId(),
                    day.date().toString(),
                    day.distanceMillimeters(),
                    day.unknownMillimeters(),
                    day.drivingSeconds(),
                    day.idleSeconds(),
                    day.unknownSeconds(),
                    day.tripCount(),
                    day.maxSpeedCentimetersPerSecond());
        }
    }

    private List<Segment> segments(DeviceKey device, String condition, long first, long second) {
        return file.read(session -> session.list(
                row -> SegmentCodec.decode(device.deviceId(), ByteBuffer.wrap(row.getBytes(1))),
                "SELECT data FROM segment" + OF_DEVICE + condition,
                device.fleetId(),
                device.userId(),
                device.deviceId(),
                first,
                second));
    }

    private static Optional<DeviceHead> head(Session session, DeviceKey device) throws SQLException {
        return session.find(SqliteTracks::head, HEAD + OF_DEVICE, device.fleetId(), device.userId(), device.deviceId());
    }

    private static DeviceHead head(ResultSet row) throws SQLException {
        return new DeviceHead(
                new DeviceKey(row.getString(1), row.getString(2), row.getString(3)),
                row.getLong(4),
                position(row.getBytes(5)),
                position(row.getBytes(6)),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)).map(RebuildMark::decode),
                new CorrectedSpan(row.getLong(9), row.getLong(10), row.getLong(11)),
                row.getInt(12) != 0,
                Optional.ofNullable(row.getString(13)).map(ZoneId::of),
                frontier(row));
    }

    private static Optional<Frontier> frontier(ResultSet row) throws SQLException {
        long positionsFrom = row.getLong(14);
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new Frontier(positionsFrom, row.getLong(15), row.getInt(16) != 0));
    }

    private static Position position(byte[] bytes) {
        return PositionsCodec.decode(ByteBuffer.wrap(bytes)).get(0);
    }
}
