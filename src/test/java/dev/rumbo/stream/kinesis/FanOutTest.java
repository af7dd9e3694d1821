package dev.rumbo.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** Which way records come. No emulator pushes any, so what is shown ends where the library takes over. */
class FanOutTest {

    private static final Duration BETWEEN_READS = Duration.ofMillis(200);
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
    private static final AwsEndpoints ENDPOINTS =
            new AwsEndpoints(Optional.empty(), Optional.of(NOWHERE), Optional.of(NOWHERE));
    private static final String ARN =
            "arn:aws:kinesis:us-east-1:123456789012:stream/rumbo-positions/consumer/trips:1772366400";

    @Test
    void isByPollingUnlessAConsumerIsNamed() {
        try (AwsClients clients = new AwsClients(ENDPOINTS, List.of())) {
            assertThat(Consumer.way(config(Optional.empty()), BETWEEN_READS, clients.consumer()))
                    .isInstanceOf(PollingConfig.class);
            assertThat(clients.consumer()).isSameAs(clients.kinesis());
        }
    }

    @Test
    void aConsumerIsNamedByItsArnOrByWhatItIsToBeCalled() {
        try (AwsClients clients = new AwsClients(ENDPOINTS, List.of(), true)) {
            FanOutConfig known =
                    (FanOutConfig) Consumer.way(config(Optional.of(ARN)), BETWEEN_READS, clients.consumer());
            assertThat(known.consumerArn()).isEqualTo(ARN);
            FanOutConfig named =
                    (FanOutConfig) Consumer.way(config(Optional.of("trips")), BETWEEN_READS, clients.consumer());
            assertThat(named.consumerArn()).isNull();
            assertThat(named.consumerName()).isEqualTo("trips");
            assertThat(named.streamName()).isEqualTo("rumbo-positions");
            assertThat(clients.consumer()).isNotSameAs(clients.kinesis());
        }
    }

    private static KinesisConfig config(Optional<String> consumer) {
        return KinesisConfig.of("rumbo-positions", "worker", false, 1, Duration.ZERO, 1 << 20, Duration.ofSeconds(2))
                .withFanOut(consumer);
    }
}
