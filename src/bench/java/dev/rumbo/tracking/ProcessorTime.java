package dev.rumbo.tracking;

import com.sun.management.OperatingSystemMXBean;
import dev.rumbo.trips.DetectionBenchmark;
import dev.rumbo.trips.RecordedYear;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * The benchmarks once more in processor time, which other work on the machine changes little; the best of some rounds.
 * Argument: {@code detection}, {@code live} or {@code year}.
 */
public final class ProcessorTime {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int ROUNDS = 15;

    private ProcessorTime() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "detection" -> detection();
            case "live" -> live();
            default -> year();
        }
    }

    private static void detection() {
        DetectionBenchmark benchmark = new DetectionBenchmark();
        double floor = best(ROUNDS, benchmark::floor) / RecordedYear.SIZE;
        double rebuild = best(ROUNDS, benchmark::rebuild) / RecordedYear.SIZE;
        System.out.printf(
                "summing distances %.1f ns a position, rebuild %.1f ns: the floor's rate divided by %.1f%n",
                floor, rebuild, rebuild / floor);
    }

    private static void live() throws IOException {
        for (int post : new int[] {60, 10, 1}) {
            LiveBenchmark benchmark = new LiveBenchmark();
            benchmark.post = post;
            benchmark.open();
            double detection = Double.MAX_VALUE;
            double store = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                benchmark.drive();
                detection = Math.min(detection, best(1, benchmark::detection));
                store = Math.min(store, best(1, benchmark::store));
            }
            benchmark.delete();
            System.out.printf(
                    "%d positions a post: detection %.1f µs a position, with the store %.1f µs%n",
                    post, detection / 1000 / LiveBenchmark.POSITIONS, store / 1000 / LiveBenchmark.POSITIONS);
        }
    }

    /** With the time of the compiler and the collector, from a cold start. */
    private static void year() throws IOException {
        YearBenchmark benchmark = new YearBenchmark();
        benchmark.fill();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = SYSTEM.getProcessCpuTime();
        int segments = benchmark.rebuild();
        double seconds = (SYSTEM.getProcessCpuTime() - before) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        benchmark.delete();
        System.out.printf(
                "%d positions rebuilt into %d segments in %.1f s, at most %d MB of heap in use%n",
                RecordedYear.SIZE, segments, seconds, peak >> 20);
    }

    /** Nanoseconds of this thread. */
    private static double best(int rounds, Runnable work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return best;
    }
}
