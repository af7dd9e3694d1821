package dev.rumbo.store.dynamodb;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.places.PlaceStore;
import dev.rumbo.store.PlaceStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoPlaceStoreIT extends PlaceStoreContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "p" + UUID.randomUUID();

    @Override
    protected PlaceStore open() {
        return DynamoPlaceStore.open(clients.dynamoDb(), prefix, true);
    }

    @Override
    protected PlaceStore reopen() {
        return open();
    }
}
