package dev.rumbo.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Scope;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.CredentialStoreContract;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(Emulators.class)
class DynamoCredentialStoreIT extends CredentialStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:10Z");
    private static final Owner ANA = new Owner("fleet", "ana");

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "k" + UUID.randomUUID();

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

    @Test
    void whatAnEarlierVersionMadeIsListedFromItsNextUseOn() {
        AccountStore store = open();
        put("old-token", Map.of("kind", "access", "id", "t", "name", "laptop", "created", NOW.toString()));
        put("old-session", Map.of("kind", "session", "until", NOW.toString()));

        for (String hash : List.of("old-token", "old-session")) {
            store.used((Credential.OfUser) store.findCredential(hash).orElseThrow(), NOW);
        }

        assertThat(store.listCredentials(ANA, Kind.ACCESS_TOKEN, 10, Optional.empty())
                        .items())
                .containsExactly(new CredentialUse(
                        new Credential.AccessToken("old-token", "t", "laptop", ANA, NOW, Optional.empty(), Scope.ALL),
                        Optional.of(NOW)));
        assertThat(store.listCredentials(ANA, Kind.SESSION, 10, Optional.empty())
                        .items())
                .extracting(use -> use.credential().id())
                .containsExactly("old-session");
    }

    private void put(String hash, Map<String, String> attributes) {
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.credential(hash), TableDesign.ALONE);
        item.put("hash", Dynamo.s(hash));
        item.put("fleet", Dynamo.s(ANA.fleetId()));
        item.put("user", Dynamo.s(ANA.userId()));
        attributes.forEach((name, value) -> item.put(name, Dynamo.s(value)));
        clients.dynamoDb()
                .putItem(request ->
                        request.tableName(new TableDesign(prefix).accounts()).item(item));
    }
}
