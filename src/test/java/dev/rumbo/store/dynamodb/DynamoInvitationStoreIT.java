package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.InvitationStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoInvitationStoreIT extends InvitationStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "i" + UUID.randomUUID();

    @Override
    protected InvitationStore open() {
        return DynamoInvitationStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected InvitationStore reopen() {
        return open();
    }

    @Override
    protected AccountStore accounts() {
        return DynamoAccountStore.open(clients.dynamoDb(), prefix, true, Clock.systemUTC());
    }
}
