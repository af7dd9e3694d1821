package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.TripEnd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TripEndJsonTest {

    private static final TripEnd END = new TripEnd(
            new DeviceKey("fleet", "ana", "car"),
            "car.mm3abc",
            Instant.parse("2026-03-01T12:00:00Z").toEpochMilli(),
            Instant.parse("2026-03-01T12:10:05.250Z").toEpochMilli());

    private static final String JSON = "{\"type\":\"trip-ended\",\"fleetId\":\"fleet\",\"userId\":\"ana\","
            + "\"deviceId\":\"car\",\"tripId\":\"car.mm3abc\",\"start\":\"2026-03-01T12:00:00Z\","
            + "\"end\":\"2026-03-01T12:10:05.250Z\"}";

    @Test
    void saysWhoAndWhenAndNotWhere() {
        assertThat(new String(TripEndJson.encode(END), StandardCharsets.UTF_8)).isEqualTo(JSON);
        assertThat(TripEndJson.decode(bytes(JSON))).isEqualTo(END);
    }

    @Test
    void whatALaterVersionSaysBesidesIsPassedOver() {
        assertThat(TripEndJson.decode(bytes(JSON.replace("{", "{\"more\":{\"type\":[1]},"))))
                .isEqualTo(END);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                       | must be an object",
                "{\"type\"                | not valid JSON",
                "{\"type\":\"position\"}  | no ended trip",
                "{\"type\":\"trip-ended\"} | fleetId is missing",
                "{\"type\":\"trip-ended\",\"fleetId\":\"f\",\"userId\":\"u\",\"deviceId\":\"d\",\"tripId\":\"t\",\"start\":\"noon\"} | start must be a time",
            })
    void whatIsNoneIsSaidToBeNone(String json, String problem) {
        assertThatThrownBy(() -> TripEndJson.decode(bytes(json)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(problem);
    }

    private static ByteBuffer bytes(String json) {
        return ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    }
}
