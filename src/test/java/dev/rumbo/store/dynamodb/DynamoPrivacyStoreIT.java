package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.store.PrivacyStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoPrivacyStoreIT extends PrivacyStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "v" + UUID.randomUUID();

    @Override
    protected PrivacyStore open() {
        return DynamoPrivacyStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected PrivacyStore reopen() {
        return open();
    }
}
