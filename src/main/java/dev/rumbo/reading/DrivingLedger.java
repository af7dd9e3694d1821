package dev.rumbo.reading;

import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Driving time by local day, with the marks that Regulation (EC) No 561/2006 sets for professional drivers: a break after four
 * and a half hours of driving (article 7), nine hours in a day (article 6). It counts the time in motion; what else is work
 * nobody told.
 */
public final class DrivingLedger {

    static final long DRIVING_BEFORE_BREAK_SECONDS = Duration.ofMinutes(270).toSeconds();
    static final long DRIVING_OF_DAY_SECONDS = Duration.ofHours(9).toSeconds();

    /** Shorter pauses are none. */
    static final long SHORTEST_BREAK_SECONDS = Duration.ofMinutes(15).toSeconds();

    /** Ends a stretch of driving, also as a quarter of an hour and then half an hour. */
    static final long FULL_BREAK_SECONDS = Duration.ofMinutes(45).toSeconds();

    static final long SECOND_PART_SECONDS = Duration.ofMinutes(30).toSeconds();

    private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();

    private DrivingLedger() {}

    /**
     * A day with driving on it.
     *
     * @param breakCount pauses between drives of the day, of 15 minutes and more
     * @param longestStretchSeconds most driving without the break that the regulation wants, so far as it ends on this day
     * @param breakDueMillis when four and a half hours without that break were full
     * @param dayFullMillis when nine hours of driving were full
     */
    public record Day(
            LocalDate date,
            long drivingSeconds,
            long firstStartMillis,
            long lastEndMillis,
            int breakCount,
            long breakSeconds,
            long longestStretchSeconds,
            OptionalLong breakDueMillis,
            OptionalLong dayFullMillis) {}

    /** Days without driving are left out. Of trips that overlap, as those of two cars, the driving adds up. */
    public static List<Day> of(List<Trip> trips, ZoneId zone, LocalDate from, LocalDate to) {
        SortedMap<LocalDate, Sum> days = new TreeMap<>();
        long stretch = 0;
        boolean halfBroken = false;
        long end = Long.MIN_VALUE;
        for (Piece piece : pieces(trips)) {
            LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(piece.startMillis()), zone);
            Sum day = days.computeIfAbsent(date, key -> new Sum(piece.startMillis()));
            long pause = end == Long.MIN_VALUE ? Long.MAX_VALUE : (piece.startMillis() - end) / 1_000;
            if (pause >= FULL_BREAK_SECONDS || (halfBroken && pause >= SECOND_PART_SECONDS)) {
                stretch = 0;
                halfBroken = false;
            } else if (pause >= SHORTEST_BREAK_SECONDS) {
                halfBroken = true;
            }
            if (pause >= SHORTEST_BREAK_SECONDS && day.started) {
                day.breaks++;
                day.breakSeconds += pause;
            }
            if (stretch < DRIVING_BEFORE_BREAK_SECONDS && day.breakDue.isEmpty()) {
                day.breakDue = piece.reaches(DRIVING_BEFORE_BREAK_SECONDS - stretch);
            }
            if (day.driving < DRIVING_OF_DAY_SECONDS && day.full.isEmpty()) {
                day.full = piece.reaches(DRIVING_OF_DAY_SECONDS - day.driving);
            }
            stretch += piece.drivingSeconds();
            end = Math.max(end, piece.endMillis());
            day.driving += piece.drivingSeconds();
            day.stretch = Math.max(day.stretch, stretch);
            day.end = end;
            day.started = true;
        }
        return days.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(from) && !day.getKey().isAfter(to))
                .map(day -> day.getValue().day(day.getKey()))
                .toList();
    }

    /** What was driven in one quarter hour. */
    private record Piece(long startMillis, long endMillis, int drivingSeconds) {

        /** When so many more seconds of driving are full, as if it was spread evenly over the piece. */
        OptionalLong reaches(long seconds) {
            return drivingSeconds < seconds
                    ? OptionalLong.empty()
                    : OptionalLong.of(startMillis + (endMillis - startMillis) * seconds / drivingSeconds);
        }
    }

    private static List<Piece> pieces(List<Trip> trips) {
        List<Piece> pieces = new ArrayList<>();
        for (Trip trip : trips) {
            for (Trip.Slice slice : trip.slices()) {
                pieces.add(new Piece(
                        Math.max(slice.quarterStartMillis(), trip.startMillis()),
                        Math.min(slice.quarterStartMillis() + QUARTER_MILLIS, trip.endMillis()),
                        slice.drivingSeconds()));
            }
        }
        pieces.sort(Comparator.comparingLong(Piece::startMillis));
        return pieces;
    }

    /** A day while it is added up. */
    private static final class Sum {

        private final long start;
        private long end;
        private long driving;
        private boolean started;
        private int breaks;
        private long breakSeconds;
        private long stretch;
        private OptionalLong breakDue = OptionalLong.empty();
        private OptionalLong full = OptionalLong.empty();

        Sum(long start) {
            this.start = start;
        }

        Day day(LocalDate date) {
            return new Day(date, driving, start, end, breaks, breakSeconds, stretch, breakDue, full);
        }
    }
}
