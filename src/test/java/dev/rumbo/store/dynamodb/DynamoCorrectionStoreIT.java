package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.CorrectionStoreContract;
import dev.rumbo.store.TrackStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoCorrectionStoreIT extends CorrectionStoreContract {

    private static final long REMEMBERED_BYTES = 1 << 20;

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();

    @Override
    protected TrackStore open() {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, true, REMEMBERED_BYTES, Clock.systemUTC());
    }

    @Override
    protected TrackStore reopen() {
        return open();
    }
}
