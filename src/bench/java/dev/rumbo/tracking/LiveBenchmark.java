package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.RecordedYear;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Microseconds for each new position of a device that is on the road for half an hour, at a position a second, and lay
 * parked for the hours before. A phone posts so many positions at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(LiveBenchmark.POSITIONS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class LiveBenchmark {

    static final int POSITIONS = 600;

    private static final ZoneId MONTEVIDEO = ZoneId.of("America/Montevideo");

    private static final int BEFORE = 1_800;
    /** What {@code DeviceRecomputation} loads around new positions. */
    private static final long REACH = 3 * 3_600_000L;

    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    /** Positions in one post. */
    @Param({"1", "10", "60"})
    public int post;

    private Track day = Track.EMPTY;
    private int start;
    private Path folder;
    private SqliteStore store;
    private TrackStore tracks;
    private DeviceRecomputation recomputation;
    private DeviceKey car;
    private int cars;

    @Setup
    public void open() throws IOException {
        Track whole = RecordedYear.day();
        start = 0;
        while (whole.timeMillis(start + 2) - whole.timeMillis(start) > 5_000) {
            start++;
        }
        start += BEFORE;
        day = whole.slice(0, start + POSITIONS);
        folder = Files.createTempDirectory("rumbo-live");
        store = SqliteStore.open(folder);
        tracks = store.tracks().forUpdates();
        recomputation =
                new DeviceRecomputation(tracks, new FleetRules(store.operations(), store.tracks(), Clock.systemUTC()));
    }

    /** A car that has come this far. */
    @Setup(Level.Iteration)
    public void drive() {
        car = new DeviceKey("fleet", "ana", "car" + cars++);
        apply(day.slice(0, start));
    }

    /** The domain alone: the window lies in memory. */
    @Benchmark
    public int detection() {
        int segments = 0;
        for (int i = start; i < day.size(); i += post) {
            long first = day.timeMillis(i);
            int end = Math.min(i + post, day.size());
            Track window = day.slice(day.indexOf(first - REACH), end);
            Optional<Splice> splice =
                    detector.recompute("car", window, false, true, first, day.timeMillis(end - 1), Corrections.NONE);
            segments += splice.orElseThrow().segments().size();
        }
        return segments;
    }

    /** To what is on disk, as the consumer does it, which remembers the device: a transaction for each post. */
    @Benchmark
    public int store() {
        for (int i = start; i < day.size(); i += post) {
            apply(day.slice(i, Math.min(i + post, day.size())));
        }
        return cars;
    }

    private void apply(Track incoming) {
        recomputation.update(car, incoming, owner -> MONTEVIDEO).ifPresent(update -> tracks.apply(update));
    }

    @TearDown
    public void delete() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
