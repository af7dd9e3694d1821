package dev.rumbo.ingest.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each app says, by tables of its requests. */
class AppFormatsTest {

    private static final Instant NOW = Instant.parse(SampleRequests.RECEIVED);
    private static final String OWNTRACKS = "{\"_type\":\"location\",\"lat\":52.5,\"lon\":13.5,\"tst\":1772524805}";

    static Stream<SampleRequests.Sample> samples() {
        return SampleRequests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aRequestIsReadAndAnswered(SampleRequests.Sample sample) {
        AppFormat format = AppFormats.find(sample.kind()).orElseThrow();
        AppRequest request = sample.request(NOW.toEpochMilli());
        Findings findings = format.read(request);
        assertThat(positions(findings)).isEqualTo(sample.positions());
        assertThat(format.answer(request, findings).json()).isEqualTo(sample.answer());
    }

    @ParameterizedTest
    @CsvSource({
        "1772524805, 2026-03-03T08:00:05Z",
        "1772524805.25, 2026-03-03T08:00:05.250Z",
        "1772524805250, 2026-03-03T08:00:05.250Z",
        "2026-03-03T08:00:05Z, 2026-03-03T08:00:05Z",
        "2026-03-03t08:00:05.1234567891z, 2026-03-03T08:00:05.123Z",
        "2026-03-03 08:00:05, 2026-03-03T08:00:05Z",
        "2026-03-03T08:00, 2026-03-03T08:00:00Z",
        "2026-03-03T09:00:05+01:00, 2026-03-03T08:00:05Z",
        "2026-03-03T09:00:05 01:00, 2026-03-03T08:00:05Z",
        "2026-03-03T00:00:05-0800, 2026-03-03T08:00:05Z",
        "2026-03-03T00:00:05-08, 2026-03-03T08:00:05Z",
        "2026-03-03T13:30:05+0530, 2026-03-03T08:00:05Z",
        "2026-03-03T08%3A00%3A05.000Z, 2026-03-03T08:00:05Z",
        "2026-03-03T08:00:05.9996Z, 2026-03-03T08:00:06Z",
        // 1024 weeks late; a time that would lie in the future with them is left as it is.
        "2006-07-18T08:00:05Z, 2026-03-03T08:00:05Z",
        "2006-07-19T08:00:05Z, 2006-07-19T08:00:05Z",
        "2026-03-03T12:05:00Z, 2026-03-03T12:05:00Z",
    })
    void timesComeInManySpellings(String sent, Instant time) {
        Findings findings = read(
                "osmand", "lat=1&lon=2&timestamp=" + sent.replace("%", "%25").replace("+", "%2B"), "");
        assertThat(findings.positions())
                .singleElement()
                .satisfies(position -> assertThat(position.time()).isEqualTo(time));
    }

    @ParameterizedTest
    @CsvSource({
        "1e400, 'time cannot be read'",
        "1989-12-31T23:59:59Z, 'x'",
        "1969-01-01T00:00:00Z, 'time is before 1990-01-01'",
        "2026-03-03T12:05:01Z, 'time is more than five minutes in the future'",
        "2026-02-30T00:00:00Z, 'time cannot be read'",
        "yesterday, 'time cannot be read'",
    })
    void aTimeThatCannotBeIsTold(String sent, String reason) {
        Findings findings = read("osmand", "lat=1&lon=2&timestamp=" + sent, "");
        if (reason.equals("x")) {
            // Twenty years later it is a time that a receiver with an old week number means.
            assertThat(findings.positions()).hasSize(1);
            return;
        }
        assertThat(findings.rejected()).extracting(Findings.Rejected::reason).containsExactly(reason);
        assertThat(findings.positions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lat=0&lon=0 | lat and lon are exactly 0, which is no fix",
                "lat=NaN&lon=0 | lat must be a number",
                "lat=90.0000001&lon=0 | lat must be within -90 to 90",
                "lat=1&lon=-180.1 | lon must be within -180 to 180",
                "lat=1&lon=1e999999999 | lon must be within -180 to 180",
                "lat=1 | lon is missing",
            })
    void aPlaceThatCannotBeIsTold(String place, String reason) {
        assertThat(read("osmand", place + "&timestamp=1772524805", "").rejected())
                .extracting(Findings.Rejected::reason)
                .containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "overland, m/s, 12.5",
        "owntracks, km/h, 3.47",
        "colota, m/s, 12.5",
        "gpslogger, m/s, 12.5",
    })
    void theSenderDecidesTheUnitOfVel(String kind, String unit, double metersPerSecond) {
        String body = kind.equals("overland")
                ? "{\"lat\":1,\"lon\":2,\"tst\":1772524805,\"vel\":12.5}"
                : "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":1772524805,\"vel\":12.5,\"x\":1}";
        assertThat(read(kind, "", body).positions().get(0).speedMetersPerSecond())
                .as(unit)
                .hasValue(metersPerSecond);
    }

    @Test
    void bodiesAreReadWhateverTheirTypeSays() {
        String[] bodies = {OWNTRACKS, "\uFEFF" + OWNTRACKS, " \n" + OWNTRACKS, "[" + OWNTRACKS + "]"};
        for (String body : bodies) {
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "", "nonsense")) {
                AppRequest request = AppRequest.of(
                        List.of(),
                        "",
                        body.getBytes(StandardCharsets.UTF_8),
                        type,
                        Optional.empty(),
                        NOW.toEpochMilli());
                assertThat(AppFormats.find("owntracks")
                                .orElseThrow()
                                .read(request)
                                .positions())
                        .hasSize(1);
            }
        }
        assertThat(AppRequest.of(
                                List.of(),
                                "",
                                "lat=1&lon=2&timestamp=1772524805".getBytes(StandardCharsets.UTF_8),
                                "application/json",
                                Optional.empty(),
                                NOW.toEpochMilli())
                        .json())
                .isEmpty();
    }

    @Test
    void whatIsNullIsNotThere() {
        Findings findings = read("owntracks", "", """
                {"_type":"location","lat":52.5,"lon":13.5,"tst":1772524805,"vel":null,"cog":"","alt":null,"vac":null,
                "acc":null,"batt":null,"bs":null,"t":null,"topic":null,"tid":null,"inregions":null}""");
        assertThat(positions(findings)).containsExactly("2026-03-03T08:00:05Z 52.5 13.5");
    }

    @Test
    void signsOfLifeAreNoPositions() {
        Findings beat = read("traccar", "", "id=1&timestamp=1772528400&batt=79&charge=true");
        assertThat(beat.heartbeatMillis())
                .hasValue(Instant.parse("2026-03-03T09:00:00Z").toEpochMilli());
        assertThat(beat.batteryPercent()).hasValue(79);
        assertThat(beat.charging()).hasValue(true);
        assertThat(beat.positions()).isEmpty();
        assertThat(beat.rejected()).isEmpty();
    }

    @Test
    void anEncryptedPayloadIsTold() {
        assertThat(read("owntracks", "", "{\"_type\":\"encrypted\",\"data\":\"AAAA\"}")
                        .rejected())
                .extracting(Findings.Rejected::reason)
                .containsExactly("the payload is encrypted, and Rumbo has no key");
    }

    @Test
    void deepAndLargeBodiesEnd() {
        assertThat(read("overland", "", "[".repeat(100_000)).rejected()).isNotEmpty();
        assertThat(read("overland", "", "{\"locations\":[" + "{},".repeat(500_000) + "1]}")
                        .rejected())
                .last()
                .extracting(Findings.Rejected::reason)
                .isNotNull();
    }

    private static Findings read(String kind, String query, String body) {
        AppRequest request = AppRequest.of(
                List.of(), query, body.getBytes(StandardCharsets.UTF_8), "", Optional.empty(), NOW.toEpochMilli());
        return AppFormats.find(kind).orElseThrow().read(request);
    }

    private static List<String> positions(Findings findings) {
        return findings.positions().stream()
                .map(position -> Described.of(position, NOW))
                .toList();
    }
}
