package dev.rumbo.jobs;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoPrivacyStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisStream;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsJobsIT extends JobsContract {

    private final AwsClients clients = Emulators.clients();
    private final String name = "jobs-" + UUID.randomUUID();

    @Override
    protected Engine open() {
        KinesisConfig config = KinesisConfig.of(name, "worker", true, 2, Duration.ZERO, 1 << 20, Duration.ofSeconds(2));
        return new Engine(
                KinesisStream.open(clients, config, Clock.systemUTC()),
                DynamoTrackStore.open(clients.dynamoDb(), name, true, 1 << 20, Clock.systemUTC()),
                DynamoAccountStore.open(clients.dynamoDb(), name, false, Clock.systemUTC()),
                DynamoOperationsStore.open(clients.dynamoDb(), name, false),
                DynamoPrivacyStore.open(clients.dynamoDb(), name, false));
    }

    @AfterEach
    void deleteStream() {
        clients.kinesis()
                .deleteStream(request -> request.streamName(name))
                .exceptionally(gone -> null)
                .join();
    }
}
