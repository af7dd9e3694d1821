package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.ImportStoreContract;
import dev.rumbo.store.TrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoImportStoreIT extends ImportStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "i" + UUID.randomUUID();

    @Override
    protected ImportStore open() {
        return DynamoImportStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected ImportStore reopen() {
        return open();
    }

    @Override
    protected TrackStore tracks() {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, false, 1 << 20, Clock.systemUTC());
    }
}
