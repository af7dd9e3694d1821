package dev.rumbo.tracking;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsPositionRemoverIT extends PositionRemoverContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();

    @Override
    protected TrackStore openTracks() {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, true, 1 << 20, Clock.systemUTC());
    }

    @Override
    protected OperationsStore openOperations() {
        return DynamoOperationsStore.open(clients.dynamoDb(), prefix, false);
    }
}
