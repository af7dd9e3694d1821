package dev.rumbo.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.stream.SequenceNumbers;
import dev.rumbo.stream.StreamRecord;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the archive consists of at one time: the files that count, and up to which record of each shard they hold the stream. Both change
 * together, in the next version, which only one writer can make; so each record is in the archive once, whatever dies.
 *
 * @param version counts from 1; 0 is the archive that nothing was written to
 * @param reached the last record of each shard that the files hold
 * @param files by day and name
 * @param forgotten what is not to be archived any more, oldest first
 */
record Manifest(long version, Map<String, String> reached, List<LakeFile> files, List<Forgotten> forgotten) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<LakeFile> BY_DAY =
            Comparator.comparing(LakeFile::day).thenComparing(LakeFile::name);

    static final Manifest EMPTY = new Manifest(0, Map.of(), List.of(), List.of());

    Manifest {
        reached = new TreeMap<>(reached);
        files = files.stream().sorted(BY_DAY).toList();
        forgotten = List.copyOf(forgotten);
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

        boolean touches(LocalDate day) {
            return !day.isBefore(ArchiveSchema.day(fromMillis)) && !day.isAfter(ArchiveSchema.day(toMillis - 1));
        }
    }

    /** Whether the files hold the record already. */
    boolean holds(StreamRecord record) {
        String last = reached.get(record.shardId());
        return last != null && SequenceNumbers.compare(record.sequenceNumber(), last) <= 0;
    }

    boolean isForgotten(ArchivedPosition row) {
        return forgotten.stream().anyMatch(rule -> rule.covers(row));
    }

    /** The next version, with these records in these files. */
    Manifest with(Collection<StreamRecord> records, Collection<LakeFile> added) {
        Map<String, String> further = new TreeMap<>(reached);
        records.forEach(record -> further.put(record.shardId(), record.sequenceNumber()));
        return new Manifest(version + 1, further, replace(Set.of(), added), forgotten);
    }

    /** The next version, in which some files stand for others. */
    Manifest with(Collection<LakeFile> removed, List<LakeFile> added) {
        return new Manifest(version + 1, reached, replace(removed, added), forgotten);
    }

    Manifest with(Forgotten rule) {
        List<Forgotten> more = new ArrayList<>(forgotten);
        more.add(rule);
        return new Manifest(version + 1, reached, files, more);
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
