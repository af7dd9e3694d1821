package dev.rumbo.lake;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.lake.Manifest.LakeFile;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Track;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** What some records say, by day and device. Rows are made of one device's day at a time, since they take more memory than posts. */
final class Batch {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private static final Comparator<DeviceKey> BY_DEVICE = Comparator.comparing(DeviceKey::deviceId)
            .thenComparing(DeviceKey::fleetId)
            .thenComparing(DeviceKey::userId);

    private final Map<LocalDate, Map<DeviceKey, List<Part>>> days = new TreeMap<>();
    private final Predicate<ArchivedPosition> forgotten;

    private Batch(Predicate<ArchivedPosition> forgotten) {
        this.forgotten = forgotten;
    }

    /** The positions of a post on one day. */
    private record Part(PositionPost post, Track positions, Instant receivedAt) {}

    static Batch of(
            List<StreamRecord> records, Function<StreamRecord, Optional<PositionPost>> decoder, Manifest manifest) {
        Batch batch = new Batch(manifest.forgets());
        for (StreamRecord record : records) {
            decoder.apply(record).ifPresent(post -> batch.add(post, record.arrivedAt()));
        }
        return batch;
    }

    private void add(PositionPost post, Instant receivedAt) {
        Track track = post.positions();
        int from = 0;
        while (from < track.size()) {
            long day = Math.floorDiv(track.timeMillis(from), DAY_MILLIS);
            int to = track.indexOf((day + 1) * DAY_MILLIS);
            days.computeIfAbsent(LocalDate.ofEpochDay(day), key -> new TreeMap<>(BY_DEVICE))
                    .computeIfAbsent(post.device(), key -> new ArrayList<>())
                    .add(new Part(post, track.slice(from, to), receivedAt));
            from = to;
        }
    }

    /** A file for each day; of rows that differ in nothing but when they were received, the last. */
    List<LakeFile> write(Lake lake) throws IOException {
        List<LakeFile> files = new ArrayList<>();
        for (Map.Entry<LocalDate, Map<DeviceKey, List<Part>>> day : days.entrySet()) {
            try (RowFile.Writer writer = new RowFile.Writer()) {
                for (List<Part> parts : day.getValue().values()) {
                    write(parts, writer);
                }
                if (writer.rows() > 0) {
                    files.add(lake.write(day.getKey(), writer));
                }
            }
        }
        return files;
    }

    private void write(List<Part> parts, RowFile.Writer writer) throws IOException {
        List<ArchivedPosition> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.addAll(ArchivedPosts.rows(part.post(), part.positions(), part.receivedAt()));
        }
        rows.removeIf(forgotten);
        rows.sort(ArchivedPosition.ORDER);
        for (int i = 0; i < rows.size(); i++) {
            if (i + 1 == rows.size() || ArchivedPosition.BY_CONTENT.compare(rows.get(i), rows.get(i + 1)) != 0) {
                writer.add(rows.get(i));
            }
        }
    }
}
