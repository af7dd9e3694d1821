package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AccountStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoAccountStoreIT extends AccountStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "a" + UUID.randomUUID();

    @Override
    protected AccountStore open() {
        return DynamoAccountStore.open(clients.dynamoDb(), prefix, true, Clock.systemUTC());
    }

    @Override
    protected AccountStore reopen() {
        return open();
    }

    @Override
    protected List<String> toldVoid(String... hashes) {
        return List.of(hashes);
    }
}
