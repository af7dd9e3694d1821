package dev.rumbo.reading;

import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The trip or the day that a link shows, as whoever has the link may see it: devices are numbered, and nothing has the name that its
 * owner gave it.
 *
 * @param routes of the trips of {@code day}
 */
public record SharedView(DayView day, Function<Trip, Track> routes) {

    /** Of what is shown, and of nothing else. */
    public Totals totals() {
        Totals sum = Totals.NONE;
        for (Trip trip : day.trips()) {
            sum = sum.plus(new Totals(
                    trip.distanceMillimeters(),
                    trip.unknownMillimeters(),
                    trip.drivingSeconds(),
                    trip.idleSeconds(),
                    trip.unknownSeconds(),
                    1,
                    trip.maxSpeedCentimetersPerSecond()));
        }
        return sum;
    }

    public boolean isEmpty() {
        return day.trips().isEmpty() && day.stops().isEmpty() && day.gaps().isEmpty();
    }

    /** When the first of it begins; the start of the day where there is nothing. */
    public long startMillis() {
        return starts().stream()
                .min(Long::compare)
                .orElse(day.date().atStartOfDay(day.timeZone()).toInstant().toEpochMilli());
    }

    /** When the last of it ends; the end of the day where there is nothing. */
    public long endMillis() {
        return ends().stream()
                .max(Long::compare)
                .orElse(day.date()
                        .plusDays(1)
                        .atStartOfDay(day.timeZone())
                        .toInstant()
                        .toEpochMilli());
    }

    private List<Long> starts() {
        return Stream.of(
                        day.trips().stream().map(Trip::startMillis),
                        day.stops().stream().map(stop -> stop.startMillis()),
                        day.gaps().stream().map(gap -> gap.startMillis()))
                .flatMap(part -> part)
                .toList();
    }

    private List<Long> ends() {
        return Stream.of(
                        day.trips().stream().map(Trip::endMillis),
                        day.stops().stream().map(stop -> stop.endMillis()),
                        day.gaps().stream().map(gap -> gap.endMillis()))
                .flatMap(part -> part)
                .toList();
    }
}
