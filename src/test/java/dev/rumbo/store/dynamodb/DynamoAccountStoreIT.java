package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AccountStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoAccountStoreIT extends AccountStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "a" + UUID.randomUUID();

    @Override
    protected AccountStore open() {
        return DynamoAccountStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected AccountStore reopen() {
        return open();
    }
}
