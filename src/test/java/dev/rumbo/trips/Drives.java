package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Reads recorded drives: gzip-compressed CSV with the columns device, time, latitude, longitude, speed, accuracy, altitude
 * and course, of which the last four may be empty.
 */
final class Drives {

    private Drives() {}

    static Map<String, Track> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    static Map<String, Track> read(InputStream gzip) throws IOException {
        Map<String, List<Position>> devices = new TreeMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] values = line.split(",", -1);
                if (valid(values)) {
                    devices.computeIfAbsent(values[0], device -> new ArrayList<>())
                            .add(position(values));
                }
            }
        }
        Map<String, Track> tracks = new TreeMap<>();
        devices.forEach((device, positions) -> tracks.put(device, Track.of(positions)));
        return tracks;
    }

    /** Some recordings hold impossible coordinates, which posting would reject. */
    private static boolean valid(String[] values) {
        return Math.abs(Double.parseDouble(values[2])) <= 90 && Math.abs(Double.parseDouble(values[3])) <= 180;
    }

    private static Position position(String[] values) {
        Coordinate place = Coordinate.ofDegrees(Double.parseDouble(values[2]), Double.parseDouble(values[3]));
        return new Position(
                Instant.parse(values[1]).toEpochMilli(),
                place.latitudeE7(),
                place.longitudeE7(),
                scaled(values[4], 100),
                scaled(values[7], 10),
                scaled(values[6], 10),
                scaled(values[5], 10));
    }

    private static int scaled(String value, double units) {
        return value.isEmpty() ? Position.ABSENT : (int) Math.round(Double.parseDouble(value) * units);
    }
}
