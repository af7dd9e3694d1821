package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes a track of a drawing, one line for each part:
 *
 * <pre>
 * start 08:00 every 5 s
 * stay 20 min             parked, positions scatter by some metres
 * drive 12 km 15 min      at an even speed; a heading in degrees may follow, east by default
 * walk 300 m 4 min
 * silence 30 min          nothing is reported
 * moved 2 km              nothing is reported, but the device goes on
 * wild 40 km              one position far off
 * inexact 900 m           one position that far off, which says of itself that it is inexact
 * </pre>
 */
final class DrawnTrack {

    private static final double METERS_PER_DEGREE = 111_320;

    private final Random random = new Random(1);
    private final List<Position> positions = new ArrayList<>();
    private long time;
    private int interval;
    private double north;
    private double east;

    private DrawnTrack() {}

    static Track of(String drawing) {
        DrawnTrack track = new DrawnTrack();
        drawing.lines().map(line -> line.trim().split("\\s+")).forEach(track::part);
        return Track.of(track.positions);
    }

    private void part(String... words) {
        switch (words[0]) {
            case "start" -> {
                time = Instant.parse("2026-03-02T" + words[1] + ":00Z").toEpochMilli();
                interval = Integer.parseInt(words[3]);
            }
            case "stay" -> move(0, seconds(words[1], words[2]), 0);
            case "drive", "walk" ->
                move(
                        meters(words[1], words[2]),
                        seconds(words[3], words[4]),
                        words.length > 5 ? Double.parseDouble(words[5]) : 90);
            case "silence" -> time += seconds(words[1], words[2]) * 1000L;
            case "moved" -> east += meters(words[1], words[2]);
            case "wild" -> report(meters(words[1], words[2]), Position.ABSENT);
            case "inexact" -> report(meters(words[1], words[2]), (int) meters(words[1], words[2]) * 10);
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private void move(double meters, int seconds, double heading) {
        for (int second = 0; second < seconds; second += interval) {
            report(0, Position.ABSENT);
            north += meters * interval / seconds * Math.cos(Math.toRadians(heading));
            east += meters * interval / seconds * Math.sin(Math.toRadians(heading));
        }
    }

    private void report(double off, int accuracy) {
        Coordinate place = Coordinate.ofDegrees(
                (north + off + 2 * random.nextGaussian()) / METERS_PER_DEGREE,
                (east + 2 * random.nextGaussian()) / METERS_PER_DEGREE);
        positions.add(new Position(
                time,
                place.latitudeE7(),
                place.longitudeE7(),
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT,
                accuracy));
        time += interval * 1000L;
    }

    private static double meters(String number, String unit) {
        return Double.parseDouble(number) * ("km".equals(unit) ? 1000 : 1);
    }

    private static int seconds(String number, String unit) {
        return Integer.parseInt(number) * ("min".equals(unit) ? 60 : "h".equals(unit) ? 3600 : 1);
    }
}
