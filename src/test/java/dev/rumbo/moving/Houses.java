package dev.rumbo.moving;

import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoAuditStore;
import dev.rumbo.store.dynamodb.DynamoImportStore;
import dev.rumbo.store.dynamodb.DynamoInvitationStore;
import dev.rumbo.store.dynamodb.DynamoMovingStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoPlaceStore;
import dev.rumbo.store.dynamodb.DynamoPrivacyStore;
import dev.rumbo.store.dynamodb.DynamoSecondFactorStore;
import dev.rumbo.store.dynamodb.DynamoShareStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.store.dynamodb.DynamoViewStore;
import dev.rumbo.store.sqlite.SqliteStore;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores of each engine as a house. */
final class Houses {

    private Houses() {}

    static House of(SqliteStore store) {
        return new House(
                store.moving(),
                store.accounts(),
                store.tracks(),
                store.operations(),
                store.places(),
                store.imports(),
                store.audit(),
                store.privacy(),
                store.invitations(),
                store.secondFactors(),
                store.shares(),
                store.views());
    }

    static House of(DynamoDbClient client, String prefix) {
        Clock clock = Clock.systemUTC();
        return new House(
                DynamoMovingStore.open(client, prefix, true),
                DynamoAccountStore.open(client, prefix, true, clock),
                DynamoTrackStore.open(client, prefix, true, 1 << 20, clock),
                DynamoOperationsStore.open(client, prefix, true),
                DynamoPlaceStore.open(client, prefix, true),
                DynamoImportStore.open(client, prefix, true),
                DynamoAuditStore.open(client, prefix, true),
                DynamoPrivacyStore.open(client, prefix, true),
                DynamoInvitationStore.open(client, prefix, true),
                DynamoSecondFactorStore.open(client, prefix, true),
                DynamoShareStore.open(client, prefix, true),
                DynamoViewStore.open(client, prefix, true));
    }
}
