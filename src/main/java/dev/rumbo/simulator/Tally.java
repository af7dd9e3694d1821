package dev.rumbo.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What happened to the posts of a run. */
final class Tally {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final LongAdder posts = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> retries = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final ConcurrentHistogram service = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final ConcurrentHistogram response = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);

    void acknowledged(int acceptedPositions, int rejectedPositions, long serviceNanos, long responseNanos) {
        posts.increment();
        accepted.add(acceptedPositions);
        rejected.add(rejectedPositions);
        service.recordValue(micros(serviceNanos));
        response.recordValue(micros(responseNanos));
    }

    void retried(String why) {
        retries.computeIfAbsent(why, each -> new LongAdder()).increment();
    }

    void refused(String why) {
        refused.increment();
        refusals.computeIfAbsent(why, each -> new LongAdder()).increment();
    }

    SimulationReport report(long elapsedNanos, int unacknowledged) {
        return new SimulationReport(
                elapsedNanos / 1e9,
                posts.sum(),
                accepted.sum(),
                rejected.sum(),
                refused.sum(),
                unacknowledged,
                sums(retries),
                sums(refusals),
                SimulationReport.Latency.of(service),
                SimulationReport.Latency.of(response));
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((why, count) -> sums.put(why, count.sum()));
        return sums;
    }

    private static long micros(long nanos) {
        return Math.max(0, Math.min(LONGEST_MICROS, nanos / 1_000));
    }
}
