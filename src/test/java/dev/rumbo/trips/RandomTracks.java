package dev.rumbo.trips;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Days of a device as they come from real phones, made up from a seed: drives, walks, jams, long and short stays, silences
 * with and without a change of place, positions that are wild, inexact, repeated or of the same instant.
 */
public final class RandomTracks {

    private static final double METERS_PER_E7_NORTH = 0.01112;

    private final Random random;
    private final List<Position> positions = new ArrayList<>();
    private final int latitudeE7;
    private final int longitudeE7;
    private final double metersPerE7East;
    private long time;
    private double north;
    private double east;

    private RandomTracks(long seed, int latitudeE7, int longitudeE7) {
        this.random = new Random(seed);
        this.latitudeE7 = latitudeE7;
        this.longitudeE7 = longitudeE7;
        metersPerE7East = METERS_PER_E7_NORTH * Math.cos(Math.toRadians(latitudeE7 / 1e7));
    }

    public static List<Position> of(long seed) {
        return of(seed, -561_913_000);
    }

    /** The same seed gives the same track at every longitude. */
    static List<Position> of(long seed, int longitudeE7) {
        return of(seed, -349_058_000, longitudeE7);
    }

    static List<Position> of(long seed, int latitudeE7, int longitudeE7) {
        return new RandomTracks(seed, latitudeE7, longitudeE7).days();
    }

    private List<Position> days() {
        time = 1_764_000_000_000L + random.nextInt(86_400) * 1000L;
        int parts = 6 + random.nextInt(20);
        for (int i = 0; i < parts; i++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> move(10 + random.nextInt(15), 120 + random.nextInt(1500), 1 + random.nextInt(15));
                case 2 -> move(1.3, 60 + random.nextInt(600), 1 + random.nextInt(10));
                case 3 -> move(0.8, 60 + random.nextInt(900), 5);
                case 4 -> move(0, random.nextInt(1500), 5 + random.nextInt(30));
                case 5 -> move(0, 3600 * (1 + random.nextInt(8)), 60 + random.nextInt(240));
                case 6 -> silence(random.nextInt(1200));
                default -> silence(random.nextInt(20_000));
            }
        }
        return List.copyOf(positions);
    }

    private void silence(int seconds) {
        time += seconds * 1000L;
        if (random.nextInt(3) == 0) {
            double meters = random.nextDouble() * seconds * 15;
            double heading = random.nextDouble() * 2 * Math.PI;
            north += meters * Math.cos(heading);
            east += meters * Math.sin(heading);
        }
    }

    private void move(double speed, int seconds, int interval) {
        double heading = random.nextDouble() * 2 * Math.PI;
        boolean tellsSpeed = random.nextBoolean();
        for (int second = 0; second < seconds; second += interval) {
            time += interval * 1000L + (random.nextInt(10) == 0 ? random.nextInt(900) : 0);
            heading += random.nextGaussian() * 0.1;
            north += speed * interval * Math.cos(heading);
            east += speed * interval * Math.sin(heading);
            report(tellsSpeed ? (int) (speed * 100) : Position.ABSENT);
        }
    }

    private void report(int speed) {
        double wild = random.nextInt(200) == 0 ? 3000 * random.nextGaussian() : 0;
        int accuracy = random.nextInt(20) == 0 ? 3000 : random.nextBoolean() ? 50 : Position.ABSENT;
        Position position = at(time, wild + 5 * random.nextGaussian(), 5 * random.nextGaussian(), speed, accuracy);
        positions.add(position);
        if (random.nextInt(50) == 0) {
            positions.add(at(time, 40 * random.nextGaussian(), 0, speed, accuracy));
        }
    }

    private Position at(long timeMillis, double offNorth, double offEast, int speed, int accuracy) {
        long longitude = longitudeE7 + Math.round((east + offEast) / metersPerE7East);
        long turn = 3_600_000_000L;
        long wrapped = Math.floorMod(longitude + turn / 2, turn) - turn / 2;
        return new Position(
                timeMillis,
                (int) (latitudeE7 + Math.round((north + offNorth) / METERS_PER_E7_NORTH)),
                (int) wrapped,
                speed,
                Position.ABSENT,
                Position.ABSENT,
                accuracy);
    }
}
