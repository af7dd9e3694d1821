package dev.rumbo.jobs;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoImportStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoPlaceStore;
import dev.rumbo.store.dynamodb.DynamoPrivacyStore;
import dev.rumbo.store.dynamodb.DynamoSecondFactorStore;
import dev.rumbo.store.dynamodb.DynamoShareStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.store.dynamodb.DynamoViewStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsClosingIT extends ClosingContract {

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "c" + UUID.randomUUID();

    @Override
    Engine open() {
        var client = clients.dynamoDb();
        DynamoTrackStore tracks = DynamoTrackStore.open(client, prefix, true, 1 << 20, Clock.systemUTC());
        return new Engine(
                DynamoAccountStore.open(client, prefix, false, Clock.systemUTC()),
                tracks,
                DynamoOperationsStore.open(client, prefix, false),
                DynamoImportStore.open(client, prefix, false),
                DynamoPlaceStore.open(client, prefix, false),
                DynamoPrivacyStore.open(client, prefix, false),
                DynamoSecondFactorStore.open(client, prefix, false),
                DynamoShareStore.open(client, prefix, false),
                DynamoViewStore.open(client, prefix, false));
    }
}
