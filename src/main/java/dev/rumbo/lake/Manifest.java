package dev.rumbo.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.SequenceNumbers;
import dev.rumbo.stream.StreamRecord;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the archive consists of at one time: the files that count, and up to which record of each shard they hold the stream. Both change
 * together, in the next version, which only one writer can make; so each record is in the archive once, whatever dies.
 *
 * @param version counts from 1; 0 is the archive that nothing was written to
 * @param reached the last record of each shard that the files hold
 * @param files by day and name
 * @param forgotten what is not to be archived any more, oldest first
 * @param kept from when on devices are archived that a policy lets go of, by device
 */
record Manifest(
        long version,
        Map<String, String> reached,
        List<LakeFile> files,
        List<Forgotten> forgotten,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Kept> kept) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<LakeFile> BY_DAY =
            Comparator.comparing(LakeFile::day).thenComparing(LakeFile::name);

    private static final Comparator<Kept> BY_DEVICE =
            Comparator.comparing(Kept::deviceId).thenComparing(Kept::fleetId).thenComparing(Kept::userId);

    static final Manifest EMPTY = new Manifest(0, Map.of(), List.of(), List.of(), List.of());

    Manifest {
        reached = new TreeMap<>(reached);
        files = files.stream().sorted(BY_DAY).toList();
        forgotten = List.copyOf(forgotten);
        // Absent in those from before policies reached the archive.
        kept = kept == null ? List.of() : kept.stream().sorted(BY_DEVICE).toList();
    }

    /**
     * A file of rows of one day, in order.
     *
     * @param day of UTC, as in 2026-03-11
     * @param name the SHA-256 of its bytes in hexadecimal, and {@code .parquet}
     */
    record LakeFile(String day, String name, long rows, long bytes) {

        String key() {
            return key(day, name);
        }

        static String key(String day, String name) {
            return Lake.POSITIONS + ArchiveSchema.PARTITION + '=' + day + '/' + name;
        }

        LocalDate date() {
            return LocalDate.parse(day);
        }
    }

    /**
     * That what a device recorded in a time was deleted: what the stream took of it up to then is not archived.
     *
     * @param toMillis not included
     * @param untilMillis when the stream took it at the latest; null where nothing of the device is archived ever again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Forgotten(
            String fleetId,
            String userId,
            String deviceId,
            long fromMillis,
            long toMillis,
            @Nullable Long untilMillis) {

        boolean covers(ArchivedPosition row) {
            return row.deviceId().equals(deviceId)
                    && row.userId().equals(userId)
                    && row.fleetId().equals(fleetId)
                    && row.timeMillis() >= fromMillis
                    && row.timeMillis() < toMillis
                    && (untilMillis == null || row.receivedMillis() <= untilMillis);
        }

        private DeviceKey device() {
            return new DeviceKey(fleetId, userId, deviceId);
        }

        private boolean isForGood() {
            return untilMillis == null;
        }

        boolean touches(LocalDate day) {
            return !day.isBefore(ArchiveSchema.day(fromMillis)) && !day.isAfter(ArchiveSchema.day(toMillis - 1));
        }
    }

    /**
     * That what a device recorded before a time is not archived any more, whenever it comes.
     *
     * @param fromMillis the first time that is kept
     * @param cleanMillis before it the files hold nothing of the device
     */
    record Kept(String fleetId, String userId, String deviceId, long fromMillis, long cleanMillis) {

        private DeviceKey device() {
            return new DeviceKey(fleetId, userId, deviceId);
        }

        /** Whether files of the day may hold what is to go. */
        boolean touches(LocalDate day) {
            return cleanMillis < fromMillis
                    && !day.isAfter(ArchiveSchema.day(fromMillis - 1))
                    && (cleanMillis == Long.MIN_VALUE || !day.isBefore(ArchiveSchema.day(cleanMillis)));
        }

        private Kept clean() {
            return new Kept(fleetId, userId, deviceId, fromMillis, fromMillis);
        }
    }

    /** Whether the files hold the record already. */
    boolean holds(StreamRecord record) {
        String last = reached.get(record.shardId());
        return last != null && SequenceNumbers.compare(record.sequenceNumber(), last) <= 0;
    }

    /** What is not to be archived. */
    Predicate<ArchivedPosition> forgets() {
        Map<String, List<Forgotten>> rules = forgotten.stream().collect(Collectors.groupingBy(Forgotten::deviceId));
        Predicate<ArchivedPosition> behind = behind();
        return row -> behind.test(row)
                || rules.getOrDefault(row.deviceId(), List.of()).stream().anyMatch(rule -> rule.covers(row));
    }

    /** What is older than it is kept. */
    Predicate<ArchivedPosition> behind() {
        Map<DeviceKey, Long> from = kept.stream().collect(Collectors.toMap(Kept::device, Kept::fromMillis));
        return row ->
                !from.isEmpty() && row.timeMillis() < from.getOrDefault(ArchivedPosts.device(row), Long.MIN_VALUE);
    }

    /** The next version, with these records in these files. */
    Manifest with(Collection<StreamRecord> records, Collection<LakeFile> added) {
        Map<String, String> further = new TreeMap<>(reached);
        records.forEach(record -> further.put(record.shardId(), record.sequenceNumber()));
        return new Manifest(version + 1, further, replace(Set.of(), added), forgotten, kept);
    }

    /** The next version, in which some files stand for others. */
    Manifest with(Collection<LakeFile> removed, List<LakeFile> added) {
        return new Manifest(version + 1, reached, replace(removed, added), forgotten, kept);
    }

    /** The next version, with the rule; of a device of which nothing is left it says nothing else. */
    Manifest with(Forgotten rule) {
        List<Forgotten> more = new ArrayList<>(forgotten);
        more.add(rule);
        List<Kept> others = kept.stream()
                .filter(known -> !(rule.isForGood() && known.device().equals(rule.device())))
                .toList();
        return new Manifest(version + 1, reached, files, more, others);
    }

    /** The next version, in which devices are kept from then on; the same where that is so. A time never moves back. */
    Manifest keeping(Map<DeviceKey, Instant> from) {
        Set<DeviceKey> gone = forgotten.stream()
                .filter(Forgotten::isForGood)
                .map(Forgotten::device)
                .collect(Collectors.toSet());
        Map<DeviceKey, Kept> next = new HashMap<>();
        kept.forEach(known -> next.put(known.device(), known));
        from.forEach((device, instant) -> next.compute(device, (key, known) -> {
            long millis = instant.toEpochMilli();
            if (gone.contains(key) || (known != null && known.fromMillis() >= millis)) {
                return known;
            }
            long clean = known == null ? Long.MIN_VALUE : known.cleanMillis();
            return new Kept(key.fleetId(), key.userId(), key.deviceId(), millis, clean);
        }));
        return withKept(List.copyOf(next.values()));
    }

    /** The next version, in which the files hold nothing that is older than these say; the same where that is so. */
    Manifest cleaned(Collection<Kept> done) {
        Set<Kept> cleaned = Set.copyOf(done);
        return withKept(kept.stream()
                .map(known -> cleaned.contains(known) ? known.clean() : known)
                .toList());
    }

    private Manifest withKept(List<Kept> next) {
        Manifest made = new Manifest(version + 1, reached, files, forgotten, next);
        return made.kept().equals(kept) ? this : made;
    }

    private List<LakeFile> replace(Collection<LakeFile> removed, Collection<LakeFile> added) {
        Set<LakeFile> left = new HashSet<>(files);
        left.removeAll(removed);
        left.addAll(added);
        return List.copyOf(left);
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Manifest fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Manifest.class);
    }
}
