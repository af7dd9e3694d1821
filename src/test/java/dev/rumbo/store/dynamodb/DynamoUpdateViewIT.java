package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.UpdateViewContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoUpdateViewIT extends UpdateViewContract {

    private static final long REMEMBERED_BYTES = 1 << 20;

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();

    @Override
    protected TrackStore open() {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, true, REMEMBERED_BYTES, Clock.systemUTC());
    }
}
