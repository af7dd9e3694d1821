package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances count the shards of their stream themselves while cars post: an hour of the policy lasts half a minute. */
@Tag("faults")
@ExtendWith(Emulators.class)
class GrowingStreamIT {

    private static final Logger LOG = Logger.getLogger(GrowingStreamIT.class);

    private final Map<String, String> environment =
            new HashMap<>(AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()));

    GrowingStreamIT() {
        environment.put("RUMBO_AWS_SCALING_ENABLED", "true");
        environment.put("RUMBO_AWS_SCALING_MINUTE", "500ms");
        environment.put("RUMBO_AWS_SCALING_MOST", "2");
        // Three cars fill a shard to some hundredths.
        environment.put("RUMBO_AWS_SCALING_FILLED_TO", "0.001");
    }

    @Test
    void theStreamGrowsUnderLoadAndShrinksWhenItIsCalm() throws Exception {
        try (RunningApplication first = launch("1");
                RunningApplication second = launch("2");
                AwsClients clients = Emulators.clients();
                Cars cars = new Cars(first, Seed.of(getClass()))) {
            cars.postAlsoTo(second);
            assertThat(shards(clients)).isEqualTo(1);
            cars.start();
            awaitShards(clients, 2);
            TwoInstancesIT.awaitConsumed(2, first, second);
            cars.awaitAcknowledged(20);
            cars.pause();
            awaitShards(clients, 1);
            TwoInstancesIT.awaitConsumed(1, first, second);
            cars.resume();
            cars.finish();
            cars.assertUndisturbed(first);
            cars.assertUndisturbed(second);
            assertThat(changes("1") + changes("2")).isGreaterThanOrEqualTo(2);
            LOG.infof("%d changes; %s", changes("1") + changes("2"), cars);
        }
    }

    private RunningApplication launch(String name) throws IOException {
        Files.deleteIfExists(log(name));
        return new RunningApplication(log(name), environment);
    }

    private static Path log(String name) {
        return Path.of("target", "GrowingStreamIT-" + name + ".log");
    }

    private static long changes(String name) throws IOException {
        try (var lines = Files.lines(log(name))) {
            return lines.filter(line -> line.contains("The stream gets")).count();
        }
    }

    private void awaitShards(AwsClients clients, int count) {
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> shards(clients) == count);
    }

    private int shards(AwsClients clients) {
        return clients.kinesis()
                .describeStreamSummary(request -> request.streamName(environment.get("RUMBO_AWS_STREAM")))
                .join()
                .streamDescriptionSummary()
                .openShardCount();
    }
}
