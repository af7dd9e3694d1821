package dev.rumbo.tracking;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsZoneChangeIT extends ZoneChangeContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();

    @Override
    protected RefusedDeviceContract.Engine open() {
        return new RefusedDeviceContract.Engine(
                DynamoTrackStore.open(clients.dynamoDb(), prefix, true, 1 << 20, Clock.systemUTC()),
                DynamoAccountStore.open(clients.dynamoDb(), prefix, false, Clock.systemUTC()),
                DynamoOperationsStore.open(clients.dynamoDb(), prefix, false));
    }
}
