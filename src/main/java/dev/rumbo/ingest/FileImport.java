package dev.rumbo.ingest;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.ingest.files.FileSink;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a file twice, a part at a time: first all of it, compared with what is stored, so that a damaged file changes nothing;
 * then again, to hand over what of it is wanted.
 */
@ApplicationScoped
public class FileImport {

    /** A position this close in time to a stored one tells of the same drive. */
    private static final long NEAR_MILLIS = Duration.ofSeconds(60).toMillis();

    /** Positions further apart are compared by reads of their own, so that what lies between is not loaded. */
    private static final long FAR_APART_MILLIS = Duration.ofHours(12).toMillis();

    /** What a file is silent about for longer it does not claim to know: stored positions there are never replaced. */
    private static final long STRETCH_MILLIS = Duration.ofHours(1).toMillis();

    private final TrackStore tracks;

    FileImport(TrackStore tracks) {
        this.tracks = tracks;
    }

    /** Where the bytes of a file are; read more than once. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * What a file holds.
     *
     * @param rejected reasons with their counts
     * @param fromMillis the earliest position's time; above {@code toMillis} where there is none
     * @param overlapping positions within a minute of one that is stored
     * @param near those, by their place in the file
     * @param stretches the times that the file tells about, start to end, both included
     * @param borders where it says that recording broke off
     */
    public record Found(
            long positions,
            Map<String, Long> rejected,
            long fromMillis,
            long toMillis,
            long overlapping,
            BitSet near,
            NavigableMap<Long, Long> stretches,
            FileBorders borders) {}

    private interface Parts {
        /** @param first place in the file of the first of them */
        void take(int first, List<Position> part);
    }

    /** @throws IOException where the file cannot be read */
    public Found look(DeviceKey device, Source file, PositionFile.Options options) throws IOException {
        long[] counts = new long[2];
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        Map<String, Long> rejected = new LinkedHashMap<>();
        BitSet near = new BitSet();
        NavigableMap<Long, Long> stretches = new TreeMap<>();
        FileBorders.Stretches recorded = new FileBorders.Stretches();
        read(file, options, rejected, recorded, (first, part) -> {
            Track track = Track.of(part);
            counts[0] += track.size();
            span[0] = Math.min(span[0], track.timeMillis(0));
            span[1] = Math.max(span[1], track.timeMillis(track.size() - 1));
            long[] stored = storedNear(device, track);
            counts[1] += track.stream()
                    .filter(position -> isNear(stored, position.timeMillis()))
                    .count();
            for (int i = 0; i < part.size(); i++) {
                near.set(first + i, isNear(stored, part.get(i).timeMillis()));
            }
            track.cutWhereApart(STRETCH_MILLIS)
                    .forEach(stretch -> join(stretches, stretch.timeMillis(0), stretch.timeMillis(stretch.size() - 1)));
        });
        return new Found(counts[0], rejected, span[0], span[1], counts[1], near, stretches, recorded.borders());
    }

    /**
     * Hands over the positions of a file that was looked at, at most 10,000 at once.
     *
     * @param skip whether to leave out what is near stored positions
     */
    void write(Source file, PositionFile.Options options, Found found, boolean skip, Consumer<Track> sink)
            throws IOException {
        read(file, options, new LinkedHashMap<>(), new FileBorders.Stretches(), (first, part) -> {
            List<Position> wanted = new ArrayList<>(part.size());
            for (int i = 0; i < part.size(); i++) {
                if (!skip || !found.near().get(first + i)) {
                    wanted.add(part.get(i));
                }
            }
            if (!wanted.isEmpty()) {
                sink.accept(Track.of(wanted));
            }
        });
    }

    /** How many positions of a file are not stored. */
    public long missing(DeviceKey device, Source file, PositionFile.Options options) throws IOException {
        long[] count = new long[1];
        read(
                file,
                options,
                new LinkedHashMap<>(),
                new FileBorders.Stretches(),
                (first, part) -> count[0] += missing(device, Track.of(part)).size());
        return count[0];
    }

    /** What of a part is not stored. */
    Track missing(DeviceKey device, Track part) {
        return part.cutWhereApart(FAR_APART_MILLIS).stream()
                .map(cluster -> cluster.minus(
                        tracks.positions(device, cluster.timeMillis(0), cluster.timeMillis(cluster.size() - 1) + 1)))
                .reduce(Track.EMPTY, Track::union);
    }

    private long[] storedNear(DeviceKey device, Track part) {
        return part.cutWhereApart(FAR_APART_MILLIS).stream()
                .map(cluster -> tracks.positions(
                        device,
                        cluster.timeMillis(0) - NEAR_MILLIS,
                        cluster.timeMillis(cluster.size() - 1) + NEAR_MILLIS + 1))
                .flatMap(Track::stream)
                .mapToLong(Position::timeMillis)
                .toArray();
    }

    private static boolean isNear(long[] storedMillis, long timeMillis) {
        int at = Arrays.binarySearch(storedMillis, timeMillis - NEAR_MILLIS);
        int first = at < 0 ? -at - 1 : at;
        return first < storedMillis.length && storedMillis[first] <= timeMillis + NEAR_MILLIS;
    }

    private static void join(NavigableMap<Long, Long> stretches, long fromMillis, long toMillis) {
        long from = fromMillis;
        long to = toMillis;
        Map.Entry<Long, Long> other = stretches.floorEntry(to + STRETCH_MILLIS);
        while (other != null && other.getValue() >= from - STRETCH_MILLIS) {
            from = Math.min(from, other.getKey());
            to = Math.max(to, other.getValue());
            stretches.remove(other.getKey());
            other = stretches.floorEntry(to + STRETCH_MILLIS);
        }
        stretches.put(from, to);
    }

    /** Hands over the file in parts that fit one record of the stream. */
    private static void read(
            Source file,
            PositionFile.Options options,
            Map<String, Long> rejected,
            FileBorders.Stretches stretches,
            Parts parts)
            throws IOException {
        List<Position> waiting = new ArrayList<>();
        int[] first = new int[1];
        try (InputStream bytes = file.open()) {
            PositionFile.read(bytes, options, new FileSink() {
                @Override
                public void position(Position position) {
                    waiting.add(position);
                    stretches.position(position.timeMillis());
                    if (waiting.size() == ParsedPost.MAX_POSITIONS) {
                        parts.take(first[0], waiting);
                        first[0] += waiting.size();
                        waiting.clear();
                    }
                }

                @Override
                public void stretchBegins() {
                    stretches.begin();
                }

                @Override
                public void stretchEnds() {
                    stretches.end();
                }

                @Override
                public void rejected(String reason) {
                    rejected.merge(reason, 1L, Long::sum);
                }
            });
        }
        if (!waiting.isEmpty()) {
            parts.take(first[0], waiting);
        }
    }
}
