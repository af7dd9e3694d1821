package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.SecondFactorStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoSecondFactorStoreIT extends SecondFactorStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "m" + UUID.randomUUID();

    @Override
    protected SecondFactorStore open() {
        return DynamoSecondFactorStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected SecondFactorStore reopen() {
        return open();
    }
}
