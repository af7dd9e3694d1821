package dev.rumbo.ops;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices that sent most in the last minute, of those whose shards this instance holds.
 *
 * <p>Counts in bounded memory (Misra and Gries, 1982): a device that sent more than one of {@value #COUNTERS} positions is among
 * them, and is counted short by no more than that part of all.
 */
@ApplicationScoped
public class BusyDevices implements PositionListener {

    private static final int COUNTERS = 1_024;
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private Window now = new Window(System.nanoTime());
    private Window before = new Window(System.nanoTime());

    private static final class Window {

        private final Map<String, Long> counts = new HashMap<>();
        private final long startNanos;
        private long total;

        Window(long startNanos) {
            this.startNanos = startNanos;
        }

        void add(String deviceId, long positions) {
            total += positions;
            if (counts.containsKey(deviceId) || counts.size() < COUNTERS) {
                counts.merge(deviceId, positions, Long::sum);
                return;
            }
            long least = Math.min(
                    positions,
                    counts.values().stream().mapToLong(Long::longValue).min().orElse(positions));
            counts.replaceAll((device, count) -> count - least);
            counts.values().removeIf(count -> count == 0);
            if (positions > least) {
                counts.put(deviceId, positions - least);
            }
        }
    }

    /**
     * A device and what it sends.
     *
     * @param share of all positions that this instance consumes, at most 1
     */
    public record Busy(String deviceId, double positionsPerSecond, double share) {}

    @Override
    public void positions(DeviceKey device, Track positions) {
        add(device.deviceId(), positions.size(), System.nanoTime());
    }

    synchronized void add(String deviceId, long positions, long nowNanos) {
        turn(nowNanos);
        now.add(deviceId, positions);
    }

    List<Busy> most(int limit) {
        return most(limit, System.nanoTime());
    }

    /** Of the last whole minute and what has begun since. */
    synchronized List<Busy> most(int limit, long nowNanos) {
        turn(nowNanos);
        long total = before.total + now.total;
        double seconds = Math.max(1, (nowNanos - before.startNanos) / 1e9);
        Map<String, Long> counts = new HashMap<>(before.counts);
        now.counts.forEach((device, count) -> counts.merge(device, count, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(entry -> new Busy(
                        entry.getKey(), entry.getValue() / seconds, entry.getValue() / (double) Math.max(1, total)))
                .toList();
    }

    private void turn(long nowNanos) {
        if (nowNanos - now.startNanos >= WINDOW_NANOS) {
            boolean silent = nowNanos - now.startNanos >= 2 * WINDOW_NANOS;
            before = silent ? new Window(nowNanos) : now;
            now = new Window(nowNanos);
        }
    }
}
