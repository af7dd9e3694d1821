package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Positions, segments and updates that mean nothing but differ in every value. */
public final class SampleTracks {

    private static final Coordinate HERE = new Coordinate(-349_058_000, -561_913_000);

    private SampleTracks() {}

    public static Position position(long timeMillis) {
        return position(timeMillis, 0);
    }

    /** @param variant tells positions of one time apart */
    public static Position position(long timeMillis, int variant) {
        int step = (int) Math.floorMod(timeMillis, 10_000L);
        return new Position(
                timeMillis,
                -349_058_000 + step,
                -561_913_000 + variant,
                step % 3 == 0 ? Position.ABSENT : 1_000 + step,
                step % 5 == 0 ? Position.ABSENT : step % 3_600,
                step % 7 == 0 ? Position.ABSENT : -15 + step,
                step % 2 == 0 ? Position.ABSENT : 1 + step);
    }

    /** @param stepMillis between two positions */
    public static Track track(long startMillis, int size, long stepMillis) {
        return Track.of(IntStream.range(0, size)
                .mapToObj(i -> position(startMillis + i * stepMillis))
                .toList());
    }

    public static Trip trip(String deviceId, long startMillis) {
        long quarter = Math.floorDiv(startMillis, 900_000L) * 900_000L;
        return new Trip(
                deviceId,
                startMillis,
                startMillis + 600_000,
                HERE,
                HERE,
                12_345,
                67,
                500,
                90,
                10,
                1_389,
                600,
                true,
                Trip.DistanceSource.PATH,
                reason(startMillis),
                reason(startMillis + 600_000),
                List.of(
                        new Trip.Slice(quarter, 12_000, 67, 400, 90, 10, 1_389),
                        new Trip.Slice(quarter + 900_000, 345, 0, 100, 0, 0, 700)));
    }

    public static Gap gap(String deviceId, long startMillis) {
        return new Gap(
                deviceId,
                startMillis,
                startMillis + 7_200_000,
                HERE,
                new Coordinate(1, 2),
                9_876_543,
                reason(startMillis),
                reason(startMillis + 7_200_000));
    }

    public static DayTotals totals(LocalDate date, int number) {
        return new DayTotals(date, 1_000_000L + number, 2_000L + number, 3_600, 60, 5, number, 2_500);
    }

    private static Reason reason(long millis) {
        return new Reason(Reason.Rule.DWELL, 120, 180.5, millis, millis + 180_000);
    }

    /** An update that only adds positions. */
    public static DeviceUpdate adding(DeviceKey device, long version, Track added) {
        return updating(device, version, added, List.of());
    }

    /** An update that removes positions, and may add some. */
    public static DeviceUpdate removing(DeviceKey device, long version, Track removed, Track added, Track left) {
        Track ends = left.isEmpty() ? removed : left;
        DeviceHead head = new DeviceHead(
                device,
                version,
                ends.get(0),
                ends.get(ends.size() - 1),
                DeviceHead.FIRST_RULES,
                Optional.empty(),
                CorrectedSpan.NONE,
                left.isEmpty(),
                Optional.empty());
        return new DeviceUpdate(head, added, removed, Set.of(), List.of(), Set.of(), List.of(), Set.of(), List.of());
    }

    public static DeviceUpdate updating(DeviceKey device, long version, Track added, List<Segment> segments) {
        DeviceHead head = new DeviceHead(device, version, added.get(0), added.get(added.size() - 1));
        return new DeviceUpdate(head, added, Set.of(), segments, Set.of(), List.of());
    }
}
