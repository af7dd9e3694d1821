package dev.rumbo.lake;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisStream;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsArchiverIT extends ArchiverContract {

    private final AwsClients clients = Emulators.clients();
    private final String name = "archived-" + UUID.randomUUID();

    @Override
    protected PositionStream open(Map<String, String> checkpoints) {
        return KinesisStream.open(
                clients,
                KinesisConfig.of(
                        name, UUID.randomUUID().toString(), true, 2, Duration.ZERO, 1 << 20, Duration.ofSeconds(2)),
                Clock.systemUTC());
    }

    @AfterEach
    void deleteStream() {
        clients.kinesis()
                .deleteStream(request -> request.streamName(name))
                .exceptionally(gone -> null)
                .join();
    }
}
