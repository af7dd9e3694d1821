package dev.rumbo.ingest;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoImportStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsUndoIT extends UndoContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "u" + UUID.randomUUID();

    @Override
    Engine open() {
        return new Engine(
                DynamoTrackStore.open(clients.dynamoDb(), prefix, true, 1 << 20, Clock.systemUTC()),
                DynamoAccountStore.open(clients.dynamoDb(), prefix, false, Clock.systemUTC()),
                DynamoOperationsStore.open(clients.dynamoDb(), prefix, false),
                DynamoImportStore.open(clients.dynamoDb(), prefix, false));
    }
}
