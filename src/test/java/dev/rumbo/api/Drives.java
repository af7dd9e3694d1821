package dev.rumbo.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A car that parks and drives along a parallel, heard of every second while it drives and every ten while it is parked. */
public final class Drives {

    public static final int SPEED = 15;
    private static final double LATITUDE = -34.9;
    private static final double METERS_PER_DEGREE = 91_387;

    private final List<Map<String, Object>> positions = new ArrayList<>();
    private Instant time;
    private double meters;

    public Drives(Instant start) {
        time = start.truncatedTo(ChronoUnit.SECONDS);
    }

    public Drives park(int minutes) {
        for (int second = 0; second < minutes * 60; second += 10) {
            add(0);
            time = time.plusSeconds(10);
        }
        return this;
    }

    /** @param direction 1 for east, -1 for west */
    public Drives drive(int minutes, int direction) {
        for (int second = 0; second < minutes * 60; second++) {
            add(SPEED);
            time = time.plusSeconds(1);
            meters += direction * SPEED;
        }
        return this;
    }

    /** Drives on at speeds that differ by some centimetres a second, and stops within three of the last seconds. */
    public Drives brake(int minutes) {
        for (int second = 0; second < minutes * 60; second++) {
            int left = minutes * 60 - second;
            double speed = Math.max(0, Math.min(SPEED + second % 7 / 10.0, (left - 6) * 5));
            add(speed);
            time = time.plusSeconds(1);
            meters += speed;
        }
        return this;
    }

    public List<Map<String, Object>> positions() {
        return List.copyOf(positions);
    }

    private void add(double speed) {
        positions.add(Map.of(
                "time",
                time.toString(),
                "lat",
                LATITUDE,
                "lon",
                -56.2 + meters / METERS_PER_DEGREE,
                "speed",
                speed,
                "accuracy",
                4));
    }
}
