package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The drives that Rumbo ships (their sources and licences: {@code drives/NOTICE.md}) and those in files of the same form. */
public final class Drives {

    /** The collections that Rumbo ships. */
    public static final List<String> SHIPPED = List.of("nds_blackbox", "mobilitynet", "twizy_session");

    /** A silence that parts two drives: longer than any tunnel or red light in the shipped recordings. */
    private static final long SILENCE_MILLIS = 300_000;

    /** Shorter recordings are errands on a car park, not drives. */
    private static final long SHORTEST_MILLIS = 120_000;

    private Drives() {}

    /** All drives of all shipped collections. */
    public static List<Drive> shipped() {
        return SHIPPED.stream().flatMap(name -> shipped(name).stream()).toList();
    }

    /** The drives of one shipped collection, in the order of its file. */
    public static List<Drive> shipped(String collection) {
        String resource = "/drives/" + collection + ".csv.gz";
        try (InputStream in =
                Objects.requireNonNull(Drives.class.getResourceAsStream(resource), "no such collection: " + resource)) {
            return read(collection, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The drives of a gzip-compressed CSV file with the columns of the shipped ones. */
    public static List<Drive> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(Objects.toString(file.getFileName()), in);
        }
    }

    private static List<Drive> read(String collection, InputStream in) throws IOException {
        Map<String, List<Position>> byDevice = new LinkedHashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            if (!DriveCsv.HEADER.equals(lines.readLine())) {
                throw new IOException(collection + " must start with " + DriveCsv.HEADER);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                DriveCsv.Row row = DriveCsv.parse(line);
                byDevice.computeIfAbsent(row.device(), device -> new ArrayList<>())
                        .add(row.position());
            }
        }
        List<Drive> drives = new ArrayList<>();
        byDevice.forEach((device, positions) -> split(collection + "/" + device, Track.of(positions), drives));
        return drives;
    }

    private static void split(String name, Track track, List<Drive> drives) {
        int start = 0;
        int number = 1;
        for (int i = 1; i <= track.size(); i++) {
            if (i == track.size() || track.timeMillis(i) - track.timeMillis(i - 1) > SILENCE_MILLIS) {
                long from = track.timeMillis(start);
                if (track.timeMillis(i - 1) - from >= SHORTEST_MILLIS) {
                    List<Position> shifted = track.slice(start, i).stream()
                            .map(position -> at(position, position.timeMillis() - from))
                            .toList();
                    drives.add(new Drive(name + "/" + number++, Track.of(shifted)));
                }
                start = i;
            }
        }
    }

    private static Position at(Position position, long millis) {
        return new Position(
                millis,
                position.latitudeE7(),
                position.longitudeE7(),
                position.speedCentimetersPerSecond(),
                position.courseDecidegrees(),
                position.altitudeDecimeters(),
                position.accuracyDecimeters());
    }
}
