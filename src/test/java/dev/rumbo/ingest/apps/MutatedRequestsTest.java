package dev.rumbo.ingest.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rumbo.ingest.Costs;
import dev.rumbo.ingest.Mutator;
import dev.rumbo.trips.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every decoder meets damaged copies of every sample. {@code -Dmutations=1000000} makes it the long run of {@code bench/fuzz}.
 */
class MutatedRequestsTest {

    private static final long NOW = Instant.parse(SampleRequests.RECEIVED).toEpochMilli();

    @Test
    void nothingThatComesMakesADecoderFail() {
        Random random = new Random(Mutator.SEED);
        List<SampleRequests.Sample> samples = SampleRequests.all();
        List<String> kinds = AppFormats.kinds();
        Costs costs = new Costs();
        for (int i = 0; i < Mutator.COUNT; i++) {
            SampleRequests.Sample sample = samples.get(random.nextInt(samples.size()));
            String kind = random.nextInt(4) == 0 ? kinds.get(random.nextInt(kinds.size())) : sample.kind();
            byte[] body = Mutator.damaged(sample.body().getBytes(StandardCharsets.UTF_8), random);
            String query = new String(
                    Mutator.damaged(sample.query().getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
            int round = i;
            assertThatCode(() -> costs.of(() -> {
                        AppRequest request = AppRequest.of(
                                List.of(sample.path().split("/")), query, body, sample.type(), Optional.empty(), NOW);
                        AppFormat format = AppFormats.find(kind).orElseThrow();
                        Findings findings = format.read(request);
                        format.answer(request, findings);
                        findings.positions().forEach(MutatedRequestsTest::isInRange);
                    }))
                    .as("seed %d, mutation %d of %s as %s", Mutator.SEED, round, sample, kind)
                    .doesNotThrowAnyException();
        }
        costs.check("requests");
    }

    @Test
    void aGoodPositionIsNeverLostBesideABadOne() {
        Random random = new Random(Mutator.SEED);
        String good = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[13.38,52.517]},"
                + "\"properties\":{\"timestamp\":\"2026-03-03T08:00:35Z\",\"speed\":3}}";
        for (int i = 0; i < Mutator.COUNT / 10; i++) {
            String bad = random.nextBoolean()
                    ? good.replace("13.38", Mutator.PIECES.get(random.nextInt(8)))
                    : good.replace("\"2026-03-03T08:00:35Z\"", Mutator.PIECES.get(random.nextInt(8)));
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
}
