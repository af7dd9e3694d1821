package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.OperationsStoreContract;
import dev.rumbo.store.TrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoOperationsStoreIT extends OperationsStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();

    @Override
    protected OperationsStore open() {
        return DynamoOperationsStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected TrackStore tracks() {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, false, 1 << 20, Clock.systemUTC());
    }
}
