package dev.rumbo.moving;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.CorrectionCodec;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a store holds of a device: by day how many positions and segments, and a digest of their bytes with that day's totals and
 * corrections; and of its head. Days are those of UTC, those of totals the owner's.
 */
record DeviceDays(SortedMap<LocalDate, Day> days, String head) {

    private static final long DAY_MILLIS = 86_400_000;
    private static final int POSITIONS = 20_000;
    static final LocalDate FIRST = LocalDate.of(1000, 1, 1);
    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** One day. */
    record Day(long positions, long segments, String digest) {}

    private static final class Sums {
        private final Digest positions = new Digest();
        private final Digest others = new Digest();
        private long positionCount;
        private long segmentCount;

        private Day day() {
            others.add(positions.shown());
            return new Day(positionCount, segmentCount, others.shown());
        }
    }

    static DeviceDays of(TrackStore store, DeviceKey device) {
        SortedMap<LocalDate, Sums> sums = new TreeMap<>();
        Stretches.forEach(store, device, POSITIONS, (from, to, track) -> {
            for (int at = 0; at < track.size(); ) {
                long day = Math.floorDiv(track.timeMillis(at), DAY_MILLIS);
                int end = track.indexOf((day + 1) * DAY_MILLIS);
                Track ofDay = track.slice(at, end);
                Sums sum = of(sums, LocalDate.ofEpochDay(day));
                sum.positionCount += ofDay.size();
                sum.positions.add(PositionsCodec.encode(ofDay));
                at = end;
            }
            for (Segment segment : store.segments(device, from, to)) {
                Sums sum = of(sums, date(segment.startMillis()));
                sum.segmentCount++;
                sum.others.add(SegmentCodec.encode(segment));
            }
        });
        for (DayTotals totals : store.totals(device, FIRST, LAST)) {
            of(sums, totals.date()).others.add(totals.toString());
        }
        for (Correction correction : store.corrections(device, Stretches.BEGIN, Stretches.END)) {
            of(sums, date(correction.fromMillis())).others.add(CorrectionCodec.encode(correction));
        }
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        sums.forEach((date, sum) -> days.put(date, sum.day()));
        return new DeviceDays(days, store.findBase(device).map(DeviceDays::told).orElse("nothing"));
    }

    /** Without its version, which counts the writes of one store. */
    private static String told(DeviceHead head) {
        Optional<DeviceHead> tells = Optional.of(head).filter(DeviceHead::isKnown);
        return "emptied " + head.emptied() + " " + head.corrected() + " " + head.rebuild()
                + tells.map(it -> " " + it.first() + " " + it.last() + " " + it.rulesVersion() + " " + it.zone()
                                + it.frontier().map(frontier -> " " + frontier).orElse(""))
                        .orElse("");
    }

    private static LocalDate date(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static Sums of(SortedMap<LocalDate, Sums> sums, LocalDate date) {
        return sums.computeIfAbsent(date, missing -> new Sums());
    }

    long positions() {
        return days.values().stream().mapToLong(Day::positions).sum();
    }

    /** As a line of the report; a day that only one side has is told as empty. */
    static String line(DeviceKey device, LocalDate date, Optional<Day> day) {
        Day told = day.orElse(new Day(0, 0, "nothing"));
        return String.format(
                Locale.ROOT,
                "%s %s %8d positions %4d segments  %s",
                device.deviceId(),
                date,
                told.positions(),
                told.segments(),
                told.digest());
    }
}
