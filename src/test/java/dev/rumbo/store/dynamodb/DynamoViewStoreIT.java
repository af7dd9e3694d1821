package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.ViewStore;
import dev.rumbo.store.ViewStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoViewStoreIT extends ViewStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "v" + UUID.randomUUID();

    @Override
    protected ViewStore open() {
        return DynamoViewStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected ViewStore reopen() {
        return open();
    }
}
