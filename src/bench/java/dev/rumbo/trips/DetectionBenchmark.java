package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a position of a {@link RecordedYear} that lies in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RecordedYear.SIZE)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DetectionBenchmark {

    private final Track year = RecordedYear.track();
    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    /** The floor: one pass over the same arrays that only sums distances. */
    @Benchmark
    public double floor() {
        double meters = 0;
        for (int i = 1; i < year.size(); i++) {
            meters += Geodesy.meters(
                    year.latitudeE7(i - 1), year.longitudeE7(i - 1), year.latitudeE7(i), year.longitudeE7(i));
        }
        return meters;
    }

    /** A full rebuild: all trips, gaps and stops. */
    @Benchmark
    public Timeline rebuild() {
        return detector.detect("d1", year);
    }
}
