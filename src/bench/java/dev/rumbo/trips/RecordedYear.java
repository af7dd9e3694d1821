package dev.rumbo.trips;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A year of one device, made of the drives that Rumbo ships: on each day one of them out in the morning and the same way back in the
 * afternoon, and a position every 30 seconds from where the device is parked in between.
 */
public final class RecordedYear {

    /** Positions of the year. */
    public static final int SIZE = 2_500_000;

    private static final long DAY = 86_400_000L;
    private static final long START = 1_735_689_600_000L;
    private static final long HOUR = 3_600_000L;
    private static final long PARKED_MILLIS = 30_000;
    private static final long LONGEST_SILENCE = 600_000;
    private static final int SHORTEST_DRIVE = 300;

    private RecordedYear() {}

    /** Its first {@value #SIZE} positions. */
    public static Track track() {
        List<Track> days = new ArrayList<>();
        days(days::add);
        while (days.size() > 1) {
            List<Track> pairs = new ArrayList<>();
            for (int i = 0; i < days.size(); i += 2) {
                pairs.add(i + 1 < days.size() ? days.get(i).union(days.get(i + 1)) : days.get(i));
            }
            days = pairs;
        }
        return days.get(0);
    }

    /** The same, one day after the other. */
    public static void days(Consumer<Track> consumer) {
        List<Track> drives = drives();
        int size = 0;
        for (int day = 0; size < SIZE; day++) {
            Track track = day(START + day * DAY, drives.get(day % drives.size()));
            Track fitting = track.slice(0, Math.min(track.size(), SIZE - size));
            consumer.accept(fitting);
            size += fitting.size();
        }
    }

    /** A day with an hour and a half on the road in the morning, a position a second. */
    public static Track day() {
        Track longest = drives().stream()
                .filter(drive -> drive.size() < 6_000)
                .max(Comparator.comparingInt(Track::size))
                .orElseThrow();
        return day(START, longest);
    }

    private static List<Track> drives() {
        List<Track> drives = new ArrayList<>();
        for (String name : List.of("twizy_session", "nds_blackbox", "mobilitynet")) {
            try (InputStream in = RecordedYear.class.getResourceAsStream("/drives/" + name + ".csv.gz")) {
                for (Map.Entry<String, Track> device : Drives.read(in).entrySet()) {
                    parts(device.getValue()).forEach(drives::add);
                }
            } catch (IOException unreadable) {
                throw new IllegalStateException(name, unreadable);
            }
        }
        return drives;
    }

    private static List<Track> parts(Track track) {
        List<Track> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= track.size(); i++) {
            if (i == track.size() || track.timeMillis(i) - track.timeMillis(i - 1) > LONGEST_SILENCE) {
                if (i - start >= SHORTEST_DRIVE) {
                    parts.add(track.slice(start, i));
                }
                start = i;
            }
        }
        return parts;
    }

    private static Track day(long start, Track drive) {
        int last = drive.size() - 1;
        long lasts = drive.timeMillis(last) - drive.timeMillis(0);
        List<Position> positions = new ArrayList<>();
        long out = start + 7 * HOUR;
        long back = start + 16 * HOUR;
        for (int i = 0; i <= last; i++) {
            positions.add(at(drive.get(i), out + drive.timeMillis(i) - drive.timeMillis(0)));
            positions.add(at(drive.get(i), back + drive.timeMillis(last) - drive.timeMillis(i)));
        }
        park(positions, start, out, drive.get(0));
        park(positions, out + lasts, back, drive.get(last));
        park(positions, back + lasts, start + DAY, drive.get(0));
        return Track.of(positions);
    }

    private static void park(List<Position> positions, long after, long before, Position place) {
        int number = 0;
        for (long time = after + PARKED_MILLIS; time < before; time += PARKED_MILLIS) {
            positions.add(scattered(place, time, number++));
        }
    }

    /** Some metres around the place, as a parked receiver wanders. */
    private static Position scattered(Position place, long timeMillis, int number) {
        return new Position(
                timeMillis,
                place.latitudeE7() + (number * 37 % 11 - 5) * 90,
                place.longitudeE7() + (number * 53 % 13 - 6) * 90,
                0,
                Position.ABSENT,
                place.altitudeDecimeters(),
                place.accuracyDecimeters());
    }

    private static Position at(Position position, long timeMillis) {
        return new Position(
                timeMillis,
                position.latitudeE7(),
                position.longitudeE7(),
                position.speedCentimetersPerSecond(),
                position.courseDecidegrees(),
                position.altitudeDecimeters(),
                position.accuracyDecimeters());
    }

    /** Prints what the year holds. */
    public static void main(String[] args) {
        Track track = track();
        Timeline timeline = new TripDetector(TripRules.DEFAULT).detect("d1", track);
        System.out.printf(
                "%d positions in %d days, %d trips, %d gaps, %d stops, %.0f km%n",
                track.size(),
                (track.timeMillis(track.size() - 1) - track.timeMillis(0)) / DAY + 1,
                timeline.trips().size(),
                timeline.segments().size() - timeline.trips().size(),
                timeline.stops().size(),
                timeline.trips().stream().mapToLong(Trip::distanceMillimeters).sum() / 1e6);
    }
}
