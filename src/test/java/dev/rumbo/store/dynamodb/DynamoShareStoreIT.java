package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.ShareStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoShareStoreIT extends ShareStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "s" + UUID.randomUUID();

    @Override
    protected ShareStore open() {
        return DynamoShareStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected ShareStore reopen() {
        return open();
    }
}
