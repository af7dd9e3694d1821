package dev.rumbo.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.AbstractHistogram;

/**
 * What came of a run.
 *
 * @param elapsedSeconds from the first post to the last answer
 * @param posts acknowledged, repetitions of doubled ones included
 * @param accepted positions acknowledged, repetitions included
 * @param rejected positions that the server listed as bad
 * @param refused posts that the server turned away for good
 * @param unacknowledged posts without an answer when the run had to end
 * @param retries by status or error
 * @param refusals by status and reason
 * @param service from sending to the acknowledgement of the attempt that succeeded
 * @param response from the time when the post was due, so that waiting behind others counts
 */
public record SimulationReport(
        double elapsedSeconds,
        long posts,
        long accepted,
        long rejected,
        long refused,
        int unacknowledged,
        Map<String, Long> retries,
        Map<String, Long> refusals,
        Latency service,
        Latency response) {

    /** Percentiles in milliseconds. */
    public record Latency(double p50, double p90, double p99, double max) {

        static Latency of(AbstractHistogram micros) {
            return new Latency(
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(90) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms", p50, p90, p99, max);
        }
    }

    public SimulationReport {
        retries = new TreeMap<>(retries);
        refusals = new TreeMap<>(refusals);
    }

    /** Whether every planned post was acknowledged. */
    public boolean complete() {
        return refused == 0 && unacknowledged == 0;
    }

    /** For people, one line per fact. */
    public String summary() {
        return String.format(
                        Locale.ROOT,
                        """
                        %d posts, %d positions accepted in %.1f s: %.1f posts/s, %.0f positions/s
                        rejected positions %d, refused posts %d, unacknowledged posts %d
                        retries %s, refusals %s
                        send to answer: %s
                        due to answer:  %s
                        """,
                        posts,
                        accepted,
                        elapsedSeconds,
                        posts / elapsedSeconds,
                        accepted / elapsedSeconds,
                        rejected,
                        refused,
                        unacknowledged,
                        retries,
                        refusals,
                        service,
                        response)
                .stripTrailing();
    }
}
