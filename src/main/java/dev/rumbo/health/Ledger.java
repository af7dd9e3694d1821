package dev.rumbo.health;

import dev.rumbo.geo.Geodesy;
import dev.rumbo.trips.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What is remembered of one device. Guarded by itself. */
final class Ledger {

    private static final int MOST_REASONS = 20;
    private static final int RECENT = 1000;
    private static final long LATE_MILLIS = 300_000;
    private static final long PROMPT_MILLIS = 60_000;
    private static final double MOVING_METERS_PER_SECOND = 1.5;

    private final Map<String, DeviceHealth.Reason> reasons = new HashMap<>();
    private final SpeedCheck speeds = new SpeedCheck();
    private long[] recent = new long[16];
    private int heard;
    private @Nullable Report last;
    private @Nullable Position newest;
    private boolean moving;
    private boolean sentLate;
    private long accepted;
    private long duplicate;
    private long rejected;
    private OptionalLong heartbeat = OptionalLong.empty();
    private OptionalLong ahead = OptionalLong.empty();
    private OptionalDouble battery = OptionalDouble.empty();
    private Optional<Boolean> charging = Optional.empty();
    private Optional<String> identifier = Optional.empty();

    synchronized void add(Report report) {
        last = report;
        accepted += report.positions().size();
        rejected += report.rejectedCount();
        report.rejected().forEach(this::add);
        battery = report.batteryPercent().isPresent() ? report.batteryPercent() : battery;
        charging = report.charging().or(() -> charging);
        identifier = report.identifier().or(() -> identifier);
        if (report.heartbeatMillis().isPresent()) {
            long at = report.heartbeatMillis().getAsLong();
            heartbeat = OptionalLong.of(Math.max(at, heartbeat.orElse(at)));
        }
        List<Position> inOrder = new ArrayList<>(report.positions());
        inOrder.sort(null);
        inOrder.forEach(this::count);
        if (newest != null && !inOrder.isEmpty() && inOrder.get(0).compareTo(newest) > 0) {
            inOrder.add(0, newest);
        }
        speeds.compare(inOrder);
        if (!inOrder.isEmpty()) {
            follow(inOrder, report);
        }
        clock(report, inOrder);
    }

    private void add(Report.Rejection rejection) {
        DeviceHealth.Reason known = reasons.get(rejection.reason());
        if (known != null || reasons.size() < MOST_REASONS) {
            long count = known == null ? 1 : known.count() + 1;
            reasons.put(rejection.reason(), new DeviceHealth.Reason(rejection.reason(), count, rejection.sample()));
        }
    }

    /** Of the last thousand. */
    private void count(Position position) {
        long mark = (position.hashCode() * 0x9E3779B97F4A7C15L) ^ position.timeMillis();
        int size = Math.min(heard, RECENT);
        for (int i = 0; i < size; i++) {
            if (recent[i] == mark) {
                duplicate++;
                return;
            }
        }
        if (heard < RECENT && heard == recent.length) {
            recent = Arrays.copyOf(recent, Math.min(RECENT, heard * 2));
        }
        recent[heard++ % RECENT] = mark;
    }

    private void follow(List<Position> inOrder, Report report) {
        Position latest = inOrder.get(inOrder.size() - 1);
        sentLate |= report.receivedMillis() - inOrder.get(0).timeMillis() > LATE_MILLIS;
        if (newest != null && latest.compareTo(newest) <= 0) {
            return;
        }
        newest = latest;
        if (latest.speedMetersPerSecond().isPresent()) {
            moving = latest.speedMetersPerSecond().getAsDouble() >= MOVING_METERS_PER_SECOND;
        } else if (inOrder.size() > 1) {
            Position before = inOrder.get(inOrder.size() - 2);
            long millis = Math.max(1, latest.timeMillis() - before.timeMillis());
            double meters = Geodesy.meters(before.coordinate(), latest.coordinate());
            moving = meters * 1000 / millis >= MOVING_METERS_PER_SECOND;
        }
    }

    /** A message that was made just now tells the phone's clock; one that waited in a queue does not. */
    private void clock(Report report, List<Position> inOrder) {
        OptionalLong told = report.createdMillis();
        if (told.isEmpty() && !inOrder.isEmpty()) {
            told = OptionalLong.of(inOrder.get(inOrder.size() - 1).timeMillis());
        }
        if (told.isPresent() && told.getAsLong() - report.receivedMillis() > -PROMPT_MILLIS) {
            ahead = OptionalLong.of(Math.round((told.getAsLong() - report.receivedMillis()) / 1000.0));
        }
    }

    synchronized DeviceHealth health(long sinceMillis, long nowMillis) {
        OptionalLong request = last == null ? OptionalLong.empty() : OptionalLong.of(last.receivedMillis());
        OptionalLong fix = newest == null ? OptionalLong.empty() : OptionalLong.of(newest.timeMillis());
        Silence.Known known = new Silence.Known(
                request, fix, heartbeat, moving, battery.orElse(Double.NaN), charging.orElse(false), sentLate);
        return new DeviceHealth(
                sinceMillis,
                Optional.ofNullable(last).map(Report::source),
                identifier,
                request,
                fix,
                heartbeat,
                accepted,
                duplicate,
                rejected,
                reasons.values().stream()
                        .sorted(Comparator.comparingLong(DeviceHealth.Reason::count)
                                .reversed()
                                .thenComparing(DeviceHealth.Reason::reason))
                        .toList(),
                battery,
                charging,
                ahead,
                speeds.wrongUnitFactor(),
                Silence.of(known, nowMillis));
    }
}
