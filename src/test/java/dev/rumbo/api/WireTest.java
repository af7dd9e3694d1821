package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Places;
import dev.rumbo.reading.DeviceState;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes that callers rely on, to the letter. */
class WireTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final long START = Instant.parse("2026-11-23T14:05:10Z").toEpochMilli();
    private static final Coordinate HOME = new Coordinate(-349_058_000, -561_913_000);
    private static final Coordinate WORK = new Coordinate(-340_000_000, -560_000_001);
    private static final Reason EDGE = new Reason(Reason.Rule.DATA_EDGE, 0, 0, START, START);

    @Test
    void aTripIsWrittenAsTheContractSays() throws Exception {
        Trip trip = new Trip(
                "dev",
                START,
                START + 600_250,
                HOME,
                WORK,
                10_000_000,
                1_500,
                500,
                100,
                0,
                2_780,
                121,
                true,
                Trip.DistanceSource.PATH,
                EDGE,
                EDGE,
                List.of());

        assertThat(JSON.writeValueAsString(TripJson.from(trip, Places.NONE)))
                .isEqualTo("""
                        {"id":"dev.%s","deviceId":"dev","start":"2026-11-23T14:05:10Z","end":"2026-11-23T14:15:10.250Z",\
                        "from":{"lat":-34.9058,"lon":-56.1913},"to":{"lat":-34,"lon":-56.0000001},\
                        "distanceMeters":10000,"unknownMeters":1.5,"drivingSeconds":500,"idleSeconds":100,"unknownSeconds":0,\
                        "averageSpeedMps":16.667,"maxSpeedMps":27.8,"positionCount":121,"open":true,"distanceSource":"path",\
                        "startReason":%s,"endReason":%s}""".formatted(Long.toString(START, 36), reason(), reason()));
    }

    @Test
    void aTripWithoutKnownTimeHasNoAverage() throws Exception {
        Trip trip = new Trip(
                "dev",
                START,
                START,
                HOME,
                HOME,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                false,
                Trip.DistanceSource.PATH,
                EDGE,
                EDGE,
                List.of());

        assertThat(JSON.writeValueAsString(TripJson.from(trip, Places.NONE))).doesNotContain("averageSpeedMps");
    }

    @Test
    void aStopIsWrittenAsTheContractSays() throws Exception {
        Stop stop = new Stop("dev", START, START + 90_500, HOME, EDGE, EDGE);

        assertThat(JSON.writeValueAsString(StopJson.from(stop, Places.NONE))).startsWith("""
                        {"id":"%s","deviceId":"dev","start":"2026-11-23T14:05:10Z","end":"2026-11-23T14:06:40.500Z",\
                        "lat":-34.9058,"lon":-56.1913,"seconds":91,""".formatted(stop.id()));
    }

    @Test
    void aFleetDeviceLeavesOutWhatIsUnknown() throws Exception {
        FleetDevice device = new FleetDevice(
                new DeviceKey("f", "u", "dev"),
                "Pixel 9",
                "Ana",
                Optional.of(Position.of(Instant.ofEpochMilli(START), HOME)),
                DeviceState.STOPPED);

        assertThat(JSON.writeValueAsString(FleetJson.from(device))).isEqualTo("""
                        {"deviceId":"dev","name":"Pixel 9","userName":"Ana","time":"2026-11-23T14:05:10Z",\
                        "lat":-34.9058,"lon":-56.1913,"state":"stopped"}""");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "499, 0", "500, 1", "1499, 1", "1500, 2"})
    void secondsAreRoundedHalfUp(long millis, long seconds) {
        assertThat(Wire.seconds(millis)).isEqualTo(seconds);
    }

    private static String reason() {
        return """
                {"rule":"data_edge","from":"2026-11-23T14:05:10Z","to":"2026-11-23T14:05:10Z"}""";
    }
}
