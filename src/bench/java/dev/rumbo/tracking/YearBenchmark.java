package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.RecordedYear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Seconds for the rebuild of a {@link RecordedYear} in the embedded store, from the chunks of its positions to its stored
 * segments and totals, with 200 MB of heap. Each time in a new process whose code is not compiled yet.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Measurement(iterations = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx200m")
public class YearBenchmark {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");

    private Path folder;
    private SqliteStore store;

    /** The positions alone, as if no trip of theirs had been worked out yet. */
    @Setup
    public void fill() throws IOException {
        folder = Files.createTempDirectory("rumbo-year");
        store = SqliteStore.open(folder);
        List<Position> first = new ArrayList<>();
        RecordedYear.days(day -> {
            first.add(day.get(0));
            DeviceHead head = new DeviceHead(CAR, first.size(), first.get(0), day.get(day.size() - 1));
            store.tracks().apply(new DeviceUpdate(head, day, Set.of(), List.of(), Set.of(), List.of()));
        });
    }

    @Benchmark
    public int rebuild() {
        FleetRules rules = new FleetRules(store.operations(), store.tracks(), Clock.systemUTC());
        new DeviceRebuild(store.tracks(), rules).rebuild(CAR, ZoneId.of("America/Montevideo"), "bench", () -> {});
        return store.tracks().segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE).size();
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
