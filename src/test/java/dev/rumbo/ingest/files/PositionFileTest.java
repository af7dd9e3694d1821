package dev.rumbo.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.ingest.apps.SpeedUnit;
import dev.rumbo.trips.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionFileTest {

    private static final long LATEST = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    private static final String GPX = """
            <gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"
                 xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2"><trk><name>Drive</name>
              <trkseg><trkpt lat="52.5163" lon="13.3777"><ele>96.0</ele><time>2026-03-03T08:00:05Z</time><extensions>
                <gpxtpx:TrackPointExtension><gpxtpx:speed>12.5</gpxtpx:speed><gpxtpx:course>271</gpxtpx:course>
                </gpxtpx:TrackPointExtension></extensions></trkpt></trkseg>
              <trkseg><trkpt lat="52.60" lon="13.50"><time>2026-03-03T09:00:00Z</time></trkpt></trkseg></trk></gpx>
            """;

    private static final String POINT = "<trkpt lat=\"$1\" lon=\"2\"><time>2026-03-03T08:00:05Z</time></trkpt>";

    private static final String FIRST = "2026-03-03T08:00:05Z 525163000 133777000 1250 2710 960";

    private final List<String> rejected = new ArrayList<>();

    @Test
    void gpxIsReadWithItsExtensions() throws IOException {
        assertThat(read(GPX)).containsExactly(FIRST, "2026-03-03T09:00:00Z 526000000 135000000 - - -");
    }

    /** A bar before each position with which recording began again. */
    @ParameterizedTest
    @CsvSource({
        "<trk><trkseg>a b</trkseg></trk>, |a b",
        "<trk><trkseg>a</trkseg><trkseg>b</trkseg></trk>, |a |b",
        "<trk><trkseg>a</trkseg></trk><trk><trkseg>b</trkseg></trk>, |a |b",
        "<trk>a</trk><trk>b</trk>, |a |b",
        "<trk><trkseg>a</trkseg><trkseg></trkseg><trkseg>b</trkseg></trk>, |a |b",
        "<trk><trkseg>a</trkseg></trk><trk><extensions><continues/></extensions><trkseg>b</trkseg><trkseg>c</trkseg></trk>,"
                + " |a b |c",
    })
    void gpxTellsWhereRecordingBrokeOff(String tracks, String stretches) throws IOException {
        String file = "<gpx>" + tracks.replaceAll("(?<![a-z])([abc])(?![a-z])", POINT) + "</gpx>";
        StringBuilder seen = new StringBuilder();
        FileSink sink = new FileSink() {
            @Override
            public void position(Position position) {
                seen.append((char) ('`' + position.latitudeE7() / 10_000_000)).append(' ');
            }

            @Override
            public void stretchBegins() {
                seen.append('|');
            }

            @Override
            public void rejected(String reason) {
                throw new AssertionError(reason);
            }
        };
        PositionFile.read(
                new ByteArrayInputStream(file.replace("\"a\"", "\"1\"")
                        .replace("\"b\"", "\"2\"")
                        .replace("\"c\"", "\"3\"")
                        .getBytes(StandardCharsets.UTF_8)),
                new PositionFile.Options(LATEST, Optional.empty()),
                sink);
        assertThat(seen.toString().strip()).isEqualTo(stretches);
    }

    @Test
    void gpx10WithoutNamespaceIsRead() throws IOException {
        assertThat(read("""
                                <?xml version="1.0"?><gpx version="1.0"><trk><trkseg><trkpt lat="52.5163" lon="13.3777"><ele>96</ele>
                                <time>2026-03-03T09:00:05+01:00</time><speed>12.5</speed><course>271</course></trkpt>
                                <trkpt lat="1" lon="2"/></trkseg></trk></gpx>""")).containsExactly(FIRST);
        assertThat(rejected).containsExactly("time is missing");
    }

    @Test
    void geoJsonIsReadFromPointsAndTimedLines() throws IOException {
        assertThat(read("""
                                {"type":"FeatureCollection","name":"x","features":[{"type":"Feature","geometry":{"type":"Point",
                                "coordinates":[13.3777,52.5163,96]},"properties":{"time":"2026-03-03T08:00:05Z","speed":12.5,
                                "course":271}},{"type":"Feature","geometry":{"type":"LineString","coordinates":[[13.5,52.6],
                                [13.6,52.7]]},"properties":{"times":["2026-03-03T09:00:00Z","2026-03-03T09:00:01Z"]}}]}"""))
                .containsExactly(
                        FIRST,
                        "2026-03-03T09:00:00Z 526000000 135000000 - - -",
                        "2026-03-03T09:00:01Z 527000000 136000000 - - -");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time,lat,lon,speed,course,altitude,accuracy | 2026-03-03T08:00:05Z,52.5163,13.3777,12.5,271,96,",
                "timestamp,latitude,longitude,accuracy,velocity,altitude,heading,battery,device_id,source_type"
                        + " | 2026-03-03T08:00:05Z,52.5163,13.3777,0,45,96,271,80,a,GPX",
                "Time;Lat;Lon;speed_kmh;bearing;ele | 1772524805;52.5163;13,3777;45;271;96",
            })
    void csvIsReadByItsHeader(String header, String row) throws IOException {
        assertThat(read(header + "\n" + row + "\n")).containsExactly(FIRST);
    }

    @Test
    void aSpeedWithoutAUnitIsAskedFor() throws IOException {
        String csv = "time,lat,lon,speed\n2026-03-03T08:00:05Z,1,2,36\n";
        assertThatThrownBy(() -> read(csv)).hasMessageContaining("speedUnit=");
        List<Position> found = new ArrayList<>();
        PositionFile.read(
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                new PositionFile.Options(LATEST, Optional.of(SpeedUnit.KILOMETERS_PER_HOUR)),
                sink(found));
        assertThat(found.get(0).speedMetersPerSecond()).hasValue(10);
    }

    @Test
    void gzipAndZipAreUnpacked() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(GPX.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(gzip.toByteArray())).hasSize(2);
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            for (String name : new String[] {"a.gpx", "readme.txt", "b/c.GPX"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write((name.endsWith("txt") ? "nothing" : GPX).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        assertThat(read(zip.toByteArray())).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The file is empty.",
                "<kml></kml> | This is a KML file.",
                "<!DOCTYPE html><html> | This is a web page",
                "<osm/> | not GPX: it begins with osm",
                "<gpx><trk> | not valid XML at line 1",
                "%PDF-1.7 | This is a PDF document.",
                "{\"semanticSegments\":[]} | Google Timeline",
                "{\"a\":1} | not GeoJSON",
                "{\"features\":[{\"geometry\" | not valid JSON",
                "hello | neither GPX nor GeoJSON, nor CSV",
            })
    void aWrongFileIsNamed(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void entitiesAreNotRead() {
        assertThatThrownBy(() -> read("<!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><gpx><trk><trkseg>"
                        + "<trkpt lat=\"1\" lon=\"2\"><time>&x;</time></trkpt></trkseg></trk></gpx>"))
                .isInstanceOf(UnreadableFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<gpx>", "[", "{\"features\":["})
    void deepNestingEnds(String start) {
        String deep = start.equals("<gpx>") ? start + "<a>".repeat(100_000) : start + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(UnreadableFileException.class);
    }

    @Test
    void aLineThatNobodyCouldHoldEnds() {
        String line =
                "{\"features\":[{\"geometry\":{\"type\":\"LineString\",\"coordinates\":[" + "[1,1],".repeat(1_100_000);
        assertThatThrownBy(() -> read(line)).hasMessageContaining("too large");
    }

    @Test
    void damagedFilesEndInAnErrorOfTheirOwnAndNothingElse() {
        Random random = new Random(6);
        byte[] sound = GPX.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = sound.clone();
            for (int times = random.nextInt(4); times >= 0; times--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(read(damaged)).hasSizeLessThanOrEqualTo(2);
            } catch (IOException expected) {
                assertThat(expected).isInstanceOf(IOException.class);
            }
        }
    }

    private List<String> read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> read(byte[] content) throws IOException {
        List<Position> found = new ArrayList<>();
        PositionFile.read(
                new ByteArrayInputStream(content), new PositionFile.Options(LATEST, Optional.empty()), sink(found));
        return found.stream()
                .map(position -> position.time() + " " + position.latitudeE7() + " " + position.longitudeE7() + " "
                        + told(position.speedCentimetersPerSecond()) + " " + told(position.courseDecidegrees()) + " "
                        + told(position.altitudeDecimeters()))
                .toList();
    }

    private FileSink sink(List<Position> found) {
        return new FileSink() {
            @Override
            public void position(Position position) {
                found.add(position);
            }

            @Override
            public void rejected(String reason) {
                rejected.add(reason);
            }
        };
    }

    private static String told(int value) {
        return value == Position.ABSENT ? "-" : String.valueOf(value);
    }
}
