package dev.rumbo.ingest;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.ingest.files.FileSink;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Imports a file in two passes: the first reads all of it and compares it with what is stored, so that a damaged file changes
 * nothing; the second puts it into the stream like any post.
 */
@ApplicationScoped
class FileImport {

    /** A position this close in time to a stored one tells of the same drive. */
    private static final long NEAR_MILLIS = Duration.ofSeconds(60).toMillis();

    /** Positions further apart are compared by reads of their own, so that what lies between is not loaded. */
    private static final long FAR_APART_MILLIS = Duration.ofHours(12).toMillis();

    private final TrackStore tracks;
    private final PositionStream stream;

    FileImport(TrackStore tracks, PositionStream stream) {
        this.tracks = tracks;
        this.stream = stream;
    }

    /**
     * What a file holds.
     *
     * @param rejected reasons with their counts
     * @param fromMillis the earliest position's time; above {@code toMillis} where there is none
     * @param storedMillis times of the positions near those of the file that were stored before, in order
     * @param overlapping positions that are near one of these
     */
    record Found(
            long positions,
            Map<String, Long> rejected,
            long fromMillis,
            long toMillis,
            @SuppressWarnings("ArrayRecordComponent") long[] storedMillis,
            long overlapping) {

        private boolean isNearStored(Position position) {
            int at = Arrays.binarySearch(storedMillis, position.timeMillis() - NEAR_MILLIS);
            int first = at < 0 ? -at - 1 : at;
            return first < storedMillis.length && storedMillis[first] <= position.timeMillis() + NEAR_MILLIS;
        }
    }

    /** @throws IOException where the file cannot be read */
    Found look(DeviceKey device, byte[] file, PositionFile.Options options) throws IOException {
        long[] positions = new long[2];
        long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
        Map<String, Long> rejected = new LinkedHashMap<>();
        List<long[]> near = new ArrayList<>();
        read(file, options, rejected, part -> {
            positions[0] += part.size();
            span[0] = Math.min(span[0], part.timeMillis(0));
            span[1] = Math.max(span[1], part.timeMillis(part.size() - 1));
            clusters(part).forEach(cluster -> near.add(storedNear(device, cluster)));
        });
        long[] stored =
                near.stream().flatMapToLong(LongStream::of).sorted().distinct().toArray();
        Found found = new Found(positions[0], rejected, span[0], span[1], stored, 0);
        read(
                file,
                options,
                new LinkedHashMap<>(),
                part -> positions[1] +=
                        part.stream().filter(found::isNearStored).count());
        return new Found(positions[0], rejected, span[0], span[1], stored, positions[1]);
    }

    /**
     * @param skip whether to leave out what is near stored positions
     * @return positions that are durably in the stream
     */
    long write(DeviceKey device, byte[] file, PositionFile.Options options, Found found, boolean skip)
            throws IOException {
        long[] written = new long[1];
        read(file, options, new LinkedHashMap<>(), part -> {
            List<Position> wanted = skip
                    ? part.stream()
                            .filter(position -> !found.isNearStored(position))
                            .toList()
                    : part;
            if (!wanted.isEmpty()) {
                stream.publish(new PositionPost(device, Track.of(wanted)))
                        .toCompletableFuture()
                        .join();
                written[0] += wanted.size();
            }
        });
        return written[0];
    }

    private long[] storedNear(DeviceKey device, Track part) {
        Track stored = tracks.positions(
                device, part.timeMillis(0) - NEAR_MILLIS, part.timeMillis(part.size() - 1) + NEAR_MILLIS + 1);
        return LongStream.range(0, stored.size())
                .map(i -> stored.timeMillis((int) i))
                .toArray();
    }

    /** Hands over the file in parts that fit one record of the stream. */
    private static void read(
            byte[] file, PositionFile.Options options, Map<String, Long> rejected, Consumer<Track> parts)
            throws IOException {
        List<Position> waiting = new ArrayList<>();
        PositionFile.read(new ByteArrayInputStream(file), options, new FileSink() {
            @Override
            public void position(Position position) {
                waiting.add(position);
                if (waiting.size() == ParsedPost.MAX_POSITIONS) {
                    parts.accept(Track.of(waiting));
                    waiting.clear();
                }
            }

            @Override
            public void rejected(String reason) {
                rejected.merge(reason, 1L, Long::sum);
            }
        });
        if (!waiting.isEmpty()) {
            parts.accept(Track.of(waiting));
        }
    }

    private static List<Track> clusters(Track part) {
        List<Track> clusters = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= part.size(); i++) {
            if (i == part.size() || part.timeMillis(i) - part.timeMillis(i - 1) > FAR_APART_MILLIS) {
                clusters.add(part.slice(start, i));
                start = i;
            }
        }
        return clusters;
    }
}
