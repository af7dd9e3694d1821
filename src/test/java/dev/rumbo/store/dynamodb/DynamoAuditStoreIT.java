package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.AuditStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoAuditStoreIT extends AuditStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "a" + UUID.randomUUID();

    @Override
    protected AuditStore open() {
        return DynamoAuditStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected AuditStore reopen() {
        return open();
    }
}
