package dev.rumbo.demo;

import dev.rumbo.simulator.Drive;
import dev.rumbo.simulator.DrivePlan;
import dev.rumbo.simulator.Leg;
import dev.rumbo.trips.Position;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The demo driver's days, for ever: a pure function of the date.
 *
 * <p>Made of the recorded sessions of one car between a quarter of Rabat, taken as home, and the technology park near Salé, taken
 * as work, so that every trip begins where the one before ended.
 */
final class DriverDays implements DrivePlan {

    private static final List<String> TO_WORK = List.of("T3_04_26_2021_2", "T3_06_07_2021", "T3_04_22_2021_2");
    private static final List<String> TO_HOME = List.of("T3_05_25_2021_3", "T3_05_25_2021_1");
    /** From work through the town and back to work: one and a half to two and a half hours. */
    private static final List<String> ROUNDS = List.of("T2_03_29_2021", "T1_03_29_2021", "T1_06_30_2021_2");

    /** Trips leave up to so much later than the hour below; less than any of the pauses between them. */
    private static final int LATEST_SECONDS = 900;

    private final Function<String, Drive> drives;
    private final ZoneId zone;

    /** @param drives the shipped drives of {@code twizy_session} */
    DriverDays(List<Drive> drives, ZoneId zone) {
        this.drives = drives.stream().collect(Collectors.toMap(DriverDays::session, Function.identity()))::get;
        this.zone = zone;
    }

    /** A leg and when it starts. */
    private record Departure(Leg leg, long millis) {}

    @Override
    public Iterator<Position> from(long millis) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        Days days = new Days(today.minusDays(1));
        days.skipTo(millis);
        return days;
    }

    private List<Departure> departures(LocalDate date) {
        Random random = new Random(date.toEpochDay());
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        List<Departure> day = new ArrayList<>();
        // Home from the evening before, so that the day has a trip from its first hour on.
        day.add(departure(date, 0, 5, TO_HOME, random));
        if (weekend) {
            day.add(departure(date, 10, 30, TO_WORK, random));
            day.add(departure(date, 12, 45, TO_HOME, random));
        } else {
            day.add(departure(date, 7, 35, TO_WORK, random));
            day.add(departure(date, 9, 0, ROUNDS, random));
            day.add(departure(date, 12, 30, TO_HOME, random));
            day.add(departure(date, 14, 0, TO_WORK, random));
            day.add(departure(date, 18, 10, TO_HOME, random));
        }
        day.add(departure(date, 20, 40, TO_WORK, random));
        return day;
    }

    private Departure departure(LocalDate date, int hour, int minute, List<String> choice, Random random) {
        Drive drive = drives.apply(choice.get(random.nextInt(choice.size())));
        long latest = random.nextInt(LATEST_SECONDS) * 1_000L;
        long start =
                date.atTime(LocalTime.of(hour, minute)).atZone(zone).toInstant().toEpochMilli();
        return new Departure(Leg.recorded(drive), start + latest);
    }

    private static String session(Drive drive) {
        String name = drive.name();
        return name.substring(name.indexOf("twizy-") + "twizy-".length(), name.lastIndexOf('/'));
    }

    /** All positions from a date on. */
    private final class Days implements Iterator<Position> {

        private LocalDate date;
        private Iterator<Departure> departures;
        private Departure current;
        private int index;

        Days(LocalDate date) {
            this.date = date;
            this.departures = departures(date).iterator();
            this.current = departures.next();
        }

        void skipTo(long millis) {
            while (current.millis() + current.leg().durationMillis() < millis) {
                following();
            }
            index = current.leg().indexOf(millis - current.millis());
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Position next() {
            if (index == current.leg().size()) {
                following();
            }
            return current.leg().at(index++, current.millis());
        }

        private void following() {
            if (!departures.hasNext()) {
                date = date.plusDays(1);
                departures = departures(date).iterator();
            }
            current = departures.next();
            index = 0;
        }
    }
}
