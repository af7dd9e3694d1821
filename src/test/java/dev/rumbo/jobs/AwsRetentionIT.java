package dev.rumbo.jobs;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoImportStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoPrivacyStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsRetentionIT extends RetentionContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "r" + UUID.randomUUID();

    /** Fewer: each call takes milliseconds here. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("rumbo.test.retentionSeeds", 3));
    }

    @Override
    Engine open() {
        var client = clients.dynamoDb();
        DynamoTrackStore tracks = DynamoTrackStore.open(client, prefix, true, 1 << 20, Clock.systemUTC());
        return new Engine(
                DynamoAccountStore.open(client, prefix, false, Clock.systemUTC()),
                tracks,
                DynamoOperationsStore.open(client, prefix, false),
                DynamoImportStore.open(client, prefix, false),
                DynamoPrivacyStore.open(client, prefix, false));
    }
}
