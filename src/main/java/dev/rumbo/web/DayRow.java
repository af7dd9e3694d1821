package dev.rumbo.web;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Trip;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of the day's timeline.
 *
 * @param sinceEarlier whether it began on an earlier day
 * @param intoLater whether it ends on a later day
 * @param distanceMillimeters length of the route; across a gap, the straight line
 * @param from where it begins; of a stop, where it is
 * @param to where it ends
 * @param trip present for a drive only
 */
public record DayRow(
        Kind kind,
        String id,
        String deviceId,
        long startMillis,
        long endMillis,
        boolean sinceEarlier,
        boolean intoLater,
        long distanceMillimeters,
        Coordinate from,
        Coordinate to,
        Reason startReason,
        Reason endReason,
        Optional<Trip> trip) {

    /** What a line tells of. */
    public enum Kind {
        DRIVE,
        STOP,
        GAP;

        /** As it is called in style sheets and scripts. */
        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DayRow of(Trip trip, Span day) {
        return new DayRow(
                Kind.DRIVE,
                trip.id(),
                trip.deviceId(),
                trip.startMillis(),
                trip.endMillis(),
                day.startsAfter(trip.startMillis()),
                day.endsBefore(trip.endMillis()),
                trip.distanceMillimeters(),
                trip.from(),
                trip.to(),
                trip.startReason(),
                trip.endReason(),
                Optional.of(trip));
    }

    static DayRow of(Stop stop, Span day) {
        return new DayRow(
                Kind.STOP,
                stop.id(),
                stop.deviceId(),
                stop.startMillis(),
                stop.endMillis(),
                day.startsAfter(stop.startMillis()),
                day.endsBefore(stop.endMillis()),
                0,
                stop.place(),
                stop.place(),
                stop.startReason(),
                stop.endReason(),
                Optional.empty());
    }

    static DayRow of(Gap gap, Span day) {
        return new DayRow(
                Kind.GAP,
                gap.id(),
                gap.deviceId(),
                gap.startMillis(),
                gap.endMillis(),
                day.startsAfter(gap.startMillis()),
                day.endsBefore(gap.endMillis()),
                gap.unknownMillimeters(),
                gap.from(),
                gap.to(),
                gap.startReason(),
                gap.endReason(),
                Optional.empty());
    }

    public long middleMillis() {
        return startMillis + (endMillis - startMillis) / 2;
    }

    /** Rounded half up, as everywhere. */
    public long seconds() {
        return Math.floorDiv(endMillis - startMillis + 500, 1_000);
    }

    /** As its owner calls the drive; empty where they do not. */
    public String name() {
        return trip.map(drive -> drive.edits().name()).orElse("");
    }

    /** "business", "private" or "none". */
    public String purpose() {
        return trip.map(drive -> drive.edits().purpose().name().toLowerCase(Locale.ROOT))
                .orElse("none");
    }

    /** Of the trip, in cm/s. */
    public int maxSpeedCentimetersPerSecond() {
        return trip.map(Trip::maxSpeedCentimetersPerSecond).orElse(0);
    }

    /** The straight lines of a drive across silences in which the car moved. */
    public long unseenMillimeters() {
        return trip.map(Trip::unknownMillimeters).orElse(0L);
    }

    public boolean isDrive() {
        return kind == Kind.DRIVE;
    }

    public boolean isStop() {
        return kind == Kind.STOP;
    }

    public boolean isGap() {
        return kind == Kind.GAP;
    }

    /** The day that a row is seen from, in milliseconds. */
    record Span(long startMillis, long endMillis) {

        boolean startsAfter(long millis) {
            return millis < startMillis;
        }

        boolean endsBefore(long millis) {
            return millis > endMillis;
        }
    }
}
