package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionJsonTest {

    private static final Instant LATEST = Instant.parse("2026-11-23T14:10:00Z");
    private static final String PLACE = "\"time\":\"2026-11-23T14:05:10Z\",\"lat\":-34.9058,\"lon\":-56.1913";

    @Test
    void everyFieldIsStoredInItsPrecision() throws IOException {
        Position position = accepted("{" + PLACE
                + ",\"speed\":12.4,\"course\":87.0,\"altitude\":21.5,\"accuracy\":4.0,\"battery\":{\"level\":[1]}}");

        assertThat(position)
                .isEqualTo(new Position(1_795_442_710_000L, -349_058_000, -561_913_000, 1240, 870, 215, 40));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T14:05:10.0004Z, 2026-11-23T14:05:10Z",
        "2026-11-23T14:05:10.0005Z, 2026-11-23T14:05:10.001Z",
        "2026-11-23T11:05:10.250-03:00, 2026-11-23T14:05:10.250Z",
        "2026-11-23T19:35:10+05:30, 2026-11-23T14:05:10Z",
        "2026-11-23T19:35:10+0530, 2026-11-23T14:05:10Z",
        "2026-11-23T11:05:10-03, 2026-11-23T14:05:10Z",
        "2026-11-23t14:05:10z, 2026-11-23T14:05:10Z",
        "1990-01-01T00:00:00Z, 1990-01-01T00:00:00Z",
        "2026-11-23T14:10:00Z, 2026-11-23T14:10:00Z",
    })
    void timesAreRoundedToTheMillisecondInUtc(String sent, Instant stored) throws IOException {
        assertThat(accepted("{\"time\":\"" + sent + "\",\"lat\":0,\"lon\":0}").time())
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "1.005, 101",
        "12.345, 1235",
        "12.344999, 1234",
        "0.004999999999, 0",
        "0.005, 1",
        "1e1, 1000",
    })
    void tiesOfTheDecimalDigitsAreRoundedUpWhateverTheDoubleSays(String sent, int stored) throws IOException {
        assertThat(accepted("{" + PLACE + ",\"speed\":" + sent + "}").speedCentimetersPerSecond())
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"-1", "null", "'\"fast\"'", "1e300", "true", "'[1]'", "'{\"a\":1}'"})
    void aBadOptionalFieldIsLeftOut(String value) throws IOException {
        Position position = accepted("{" + PLACE + ",\"speed\":" + value + ",\"accuracy\":" + value + ",\"course\":"
                + value + ",\"altitude\":" + (value.equals("-1") ? "null" : value) + "}");

        assertThat(position)
                .isEqualTo(new Position(
                        position.timeMillis(),
                        position.latitudeE7(),
                        position.longitudeE7(),
                        Position.ABSENT,
                        Position.ABSENT,
                        Position.ABSENT,
                        Position.ABSENT));
    }

    @ParameterizedTest
    @CsvSource({"360, 0", "359.95, 0", "359.94, 3599", "360.1, -2147483648", "-0.1, -2147483648"})
    void aCourseIsWithinTheCircle(String sent, int stored) throws IOException {
        assertThat(accepted("{" + PLACE + ",\"course\":" + sent + "}").courseDecidegrees())
                .isEqualTo(stored);
    }

    @Test
    void anAccuracyOfZeroIsNotStated() throws IOException {
        assertThat(accepted("{" + PLACE + ",\"accuracy\":0}").accuracyMeters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"lat\":1,\"lon\":1} | time is missing",
                "{\"time\":null,\"lat\":1,\"lon\":1} | time is missing",
                "{\"time\":1700000000,\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-11-23 14:05\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-11-23T14:05:10\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-11-23T14:05:10+01:\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-11-23T14:05:10+19:00\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-02-30T00:00:00Z\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2025-02-29T00:00:00+01:00\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"2026-04-31T00:00:00.1234Z\",\"lat\":1,\"lon\":1} | time must be ISO 8601 with an offset or Z",
                "{\"time\":\"1989-12-31T23:59:59Z\",\"lat\":1,\"lon\":1} | time is before 1990-01-01",
                "{\"time\":\"2026-11-23T14:10:01Z\",\"lat\":1,\"lon\":1} | time is more than five minutes in the future",
                "{\"time\":\"2026-11-23T14:05:10Z\",\"lon\":1} | lat is missing",
                "{\"time\":\"2026-11-23T14:05:10Z\",\"lat\":\"1\",\"lon\":1} | lat must be a number",
                "{\"time\":\"2026-11-23T14:05:10Z\",\"lat\":90.1,\"lon\":1} | lat must be within -90 to 90",
                "{\"time\":\"2026-11-23T14:05:10Z\",\"lat\":1,\"lon\":-180.5} | lon must be within -180 to 180",
                "[1,2] | a position must be an object",
                "null | a position must be an object",
            })
    void aBadPositionIsRejectedWithItsReason(String json, String reason) throws IOException {
        PositionJson.Parsed parsed = parse(json);

        assertThat(parsed.position()).isEmpty();
        assertThat(parsed.reason()).isEqualTo(reason);
    }

    private static Position accepted(String json) throws IOException {
        return parse(json).position().orElseThrow();
    }

    private static PositionJson.Parsed parse(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return PositionJson.read(parser, LATEST);
        }
    }
}
