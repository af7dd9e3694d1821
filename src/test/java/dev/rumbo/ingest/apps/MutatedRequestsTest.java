package dev.rumbo.ingest.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rumbo.trips.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every decoder meets damaged copies of every sample. {@code -Dmutations=1000000} makes it the long run of {@code bench/fuzz-apps}.
 */
class MutatedRequestsTest {

    private static final int MUTATIONS = Integer.getInteger("mutations", 20_000);
    private static final long SEED = Long.getLong("mutations.seed", 6);
    private static final long NOW = Instant.parse(SampleRequests.RECEIVED).toEpochMilli();

    private static final List<String> PIECES = List.of(
            "null",
            "-1",
            "0",
            "1e999",
            "NaN",
            "\"\"",
            "[]",
            "{}",
            "[[",
            "{\"",
            "%",
            "%zz",
            "&",
            "=",
            "\u0000",
            "\uFFFD",
            "9".repeat(70),
            "1772524805",
            "true",
            ",",
            "}",
            "]",
            "\"_type\":\"location\"",
            "\"locations\":[",
            "2026-03-03T09:00:05 01:00");

    @Test
    void nothingThatComesMakesADecoderFail() {
        Random random = new Random(SEED);
        List<SampleRequests.Sample> samples = SampleRequests.all();
        List<String> kinds = AppFormats.kinds();
        for (int i = 0; i < MUTATIONS; i++) {
            SampleRequests.Sample sample = samples.get(random.nextInt(samples.size()));
            String kind = random.nextInt(4) == 0 ? kinds.get(random.nextInt(kinds.size())) : sample.kind();
            byte[] body = damaged(sample.body().getBytes(StandardCharsets.UTF_8), random);
            String query = new String(
                    damaged(sample.query().getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
            int round = i;
            assertThatCode(() -> {
                        AppRequest request = AppRequest.of(
                                List.of(sample.path().split("/")), query, body, sample.type(), Optional.empty(), NOW);
                        AppFormat format = AppFormats.find(kind).orElseThrow();
                        Findings findings = format.read(request);
                        format.answer(request, findings);
                        findings.positions().forEach(MutatedRequestsTest::isInRange);
                    })
                    .as("seed %d, mutation %d of %s as %s", SEED, round, sample, kind)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aGoodPositionIsNeverLostBesideABadOne() {
        Random random = new Random(SEED);
        String good = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[13.38,52.517]},"
                + "\"properties\":{\"timestamp\":\"2026-03-03T08:00:35Z\",\"speed\":3}}";
        for (int i = 0; i < MUTATIONS / 10; i++) {
            String bad = random.nextBoolean()
                    ? good.replace("13.38", PIECES.get(random.nextInt(8)))
                    : good.replace("\"2026-03-03T08:00:35Z\"", PIECES.get(random.nextInt(8)));
            String body = "{\"locations\":[" + good + "," + bad + "," + good + "]}";
            AppRequest request =
                    AppRequest.of(List.of(), "", body.getBytes(StandardCharsets.UTF_8), "", Optional.empty(), NOW);
            Findings findings = new Overland().read(request);
            assertThat(findings.positions()).as(body).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static void isInRange(Position position) {
        position.coordinate();
        assertThat(position.timeMillis()).isBetween(631_152_000_000L, NOW + 300_000);
        assertThat(position.courseDecidegrees()).isLessThan(3600);
    }

    private static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample;
        for (int times = random.nextInt(4); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(12));
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
                case 3 ->
                    joined(
                            joined(Arrays.copyOf(bytes, at), piece(random)),
                            Arrays.copyOfRange(bytes, end, bytes.length));
                default -> {
                    byte[] flipped = bytes.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    yield flipped;
                }
            };
        }
        return bytes;
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
