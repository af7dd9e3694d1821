package dev.rumbo.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import io.jenetics.jpx.GPX;
import io.jenetics.jpx.WayPoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportWritersTest {

    private static final long START = Instant.parse("2026-11-23T14:05:10Z").toEpochMilli();
    private static final Coordinate HOME = new Coordinate(-349_058_000, -561_913_000);
    private static final Reason EDGE = new Reason(Reason.Rule.DATA_EDGE, 0, 0, START, START);
    private static final Trip TRIP = new Trip(
            "dev",
            START,
            START + 2_000,
            HOME,
            HOME,
            1_500,
            0,
            2,
            0,
            0,
            150,
            2,
            true,
            Trip.DistanceSource.PATH,
            EDGE,
            EDGE,
            List.of());

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void csvHasTheContractsColumnsAndEmptyCellsForWhatIsUnknown() throws Exception {
        try (CsvWriter csv = new CsvWriter(bytes)) {
            csv.outside(Track.of(List.of(
                    new Position(START, -349_058_000, -561_913_000, 1240, 870, 215, 40),
                    Position.of(Instant.ofEpochMilli(START + 500), new Coordinate(1, -1)))));
        }

        assertThat(bytes.toString(UTF_8))
                .isEqualTo("time,lat,lon,speed,course,altitude,accuracy\r\n"
                        + "2026-11-23T14:05:10Z,-34.9058,-56.1913,12.4,87,21.5,4\r\n"
                        + "2026-11-23T14:05:10.500Z,0.0000001,-0.0000001,,,,\r\n");
    }

    @Test
    void geoJsonHasALineForATripAndAPointForAPositionOutside() throws Exception {
        JsonNode features = geoJson(track(0, 10, 20), track(30, 40));

        assertThat(features).hasSize(3);
        assertThat(bytes.toString(UTF_8)).startsWith("""
                        {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"LineString",\
                        "coordinates":[[0,0],[0.000001,0],[0.000002,0]]},\
                        "properties":{"id":""");
        assertThat(bytes.toString(UTF_8)).endsWith("""
                        {"type":"Feature","geometry":{"type":"Point","coordinates":[0.000004,0]},\
                        "properties":{"time":"2026-11-23T14:05:11Z"}}]}""");
    }

    @Test
    void aTripOfOnePositionIsAPoint() throws Exception {
        assertThat(geoJson(track(0), Track.EMPTY).get(0).at("/geometry/type").asText())
                .isEqualTo("Point");
    }

    @Test
    void aTripOverTheAntimeridianIsCutThere() throws Exception {
        JsonNode geometry = geoJson(track(1_799_999_990, -1_799_999_990), Track.EMPTY)
                .get(0)
                .at("/geometry");

        assertThat(geometry.toString()).isEqualTo("""
                        {"type":"MultiLineString","coordinates":[[[179.999999,0],[180,0]],[[-180,0],[-179.999999,0]]]}""");
    }

    @Test
    void anotherProgramReadsTheGpx() throws Exception {
        Track route = Track.of(List.of(
                new Position(START, -349_058_000, -561_913_000, 1240, 870, 215, 40),
                Position.of(Instant.ofEpochMilli(START + 500), new Coordinate(1, -1))));
        try (GpxWriter writer = new GpxWriter(bytes, Corrections.NONE)) {
            writer.outside(track(1));
            writer.outside(track(2));
            writer.trip(TRIP, route);
        }

        GPX gpx = GPX.Reader.of(GPX.Reader.Mode.STRICT).read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(gpx.getVersion()).isEqualTo("1.1");
        assertThat(gpx.getTracks())
                .extracting(track -> track.getType().orElseThrow())
                .containsExactly("stop", "trip");
        List<WayPoint> points = gpx.getTracks().get(1).getSegments().get(0).getPoints();
        assertThat(points).hasSize(2);
        assertThat(points.get(0).getLatitude().doubleValue()).isEqualTo(-34.9058);
        assertThat(points.get(0).getElevation().orElseThrow().doubleValue()).isEqualTo(21.5);
        assertThat(points.get(1).getLongitude().doubleValue()).isEqualTo(-1e-7);
        assertThat(points.get(1).getTime()).contains(Instant.ofEpochMilli(START + 500));
        assertThat(bytes.toString(UTF_8))
                .contains("<gpxtpx:speed>12.4</gpxtpx:speed><gpxtpx:course>87</gpxtpx:course>");
    }

    @Test
    void aTrackGoesOnFromTheOneBeforeUnlessRecordingBrokeOff() throws Exception {
        Correction border = Correction.of(new Correction.Border(START + 1_100, START + 1_900, "i"));
        try (GpxWriter writer = new GpxWriter(bytes, Corrections.of(List.of(border)))) {
            writer.outside(at(0, 1_000));
            writer.outside(at(2_000));
            writer.trip(TRIP, at(3_000, 4_000));
        }

        GPX gpx = GPX.Reader.of(GPX.Reader.Mode.STRICT).read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(gpx.getTracks())
                .extracting(track -> track.getSegments().stream()
                        .map(segment -> segment.getPoints().size())
                        .toList())
                .containsExactly(List.of(2, 1), List.of(2));
        assertThat(bytes.toString(UTF_8).split("<rumbo:continues", -1)).hasSize(2);
    }

    private static Track at(int... millis) {
        return Track.of(java.util.stream.IntStream.of(millis)
                .mapToObj(it -> Position.of(Instant.ofEpochMilli(START + it), HOME))
                .toList());
    }

    @Test
    void anEmptySpanIsStillADocument() throws Exception {
        try (GpxWriter writer = new GpxWriter(bytes, Corrections.NONE)) {
            // Nothing to write.
        }

        assertThat(GPX.Reader.of(GPX.Reader.Mode.STRICT)
                        .read(new ByteArrayInputStream(bytes.toByteArray()))
                        .getTracks())
                .isEmpty();
    }

    private JsonNode geoJson(Track route, Track outside) throws Exception {
        try (GeoJsonWriter writer = new GeoJsonWriter(bytes)) {
            writer.trip(TRIP, route);
            writer.outside(outside);
        }
        return new ObjectMapper().readTree(bytes.toByteArray()).get("features");
    }

    private static Track track(int... longitudesE7) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < longitudesE7.length; i++) {
            positions.add(Position.of(Instant.ofEpochMilli(START + i * 1000L), new Coordinate(0, longitudesE7[i])));
        }
        return Track.of(positions);
    }
}
