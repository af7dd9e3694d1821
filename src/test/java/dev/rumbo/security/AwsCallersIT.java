package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.security.OwnCredentials.IssuedToken;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoAuditStore;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class AwsCallersIT extends CallersContract {

    private final String prefix = "c" + UUID.randomUUID();

    @Override
    protected AccountStore open() {
        return DynamoAccountStore.open(Emulators.clients().dynamoDb(), prefix, true, Clock.systemUTC());
    }

    @Override
    protected AuditStore openAudit() {
        return DynamoAuditStore.open(Emulators.clients().dynamoDb(), prefix, true);
    }

    @Test
    void aTokenThatAnotherInstanceRevokedIsRefusedWithinSeconds() {
        assertIsRefusedWithinSeconds(this::revoke);
    }

    @Test
    void aTokenThatAnotherInstanceReplacedIsRefusedWithinSeconds() {
        assertIsRefusedWithinSeconds(this::replace);
    }

    private void assertIsRefusedWithinSeconds(Consumer<Callers> voided) {
        Callers there = callers();
        there.hear();
        there.find(token());

        voided.accept(callers());

        assertThat(there.remembered(token())).isPresent();
        pass(Callers.REVOKED_WITHIN.minusSeconds(1));
        there.hear();
        assertThat(there.remembered(token())).isEmpty();
        assertThat(there.find(token())).isEmpty();
    }

    @Test
    void aUsersTokenThatAnotherInstanceWithdrewIsRefusedWithinSecondsAndEveryListenerHearsOfIt() {
        Revocations revocations = new Revocations();
        List<String> heard = new ArrayList<>();
        revocations.onVoid(heard::addAll);
        Callers there = callers(revocations);
        there.hear();
        IssuedToken laptop = newAccessToken(there);
        there.find(laptop.secret());

        credentials(callers()).withdraw(OWNER, Kind.ACCESS_TOKEN, laptop.token().id());

        assertThat(there.remembered(laptop.secret())).isPresent();
        pass(Callers.REVOKED_WITHIN.minusSeconds(1));
        there.hear();
        assertThat(there.remembered(laptop.secret())).isEmpty();
        assertThat(there.find(laptop.secret())).isEmpty();
        assertThat(heard).containsExactly(laptop.token().hash());
    }

    @Test
    void aUsersTokenIsRefusedWithinSecondsByAnInstanceThatHearsNothing() {
        Callers there = callers();
        IssuedToken laptop = newAccessToken(there);
        there.find(laptop.secret());

        credentials(callers()).withdraw(OWNER, Kind.ACCESS_TOKEN, laptop.token().id());
        pass(Callers.REVOKED_WITHIN);

        assertThat(there.remembered(laptop.secret())).isEmpty();
        assertThat(there.find(laptop.secret())).isEmpty();
    }

    @Test
    void whatWasRevokedBeforeAnInstanceBeganToListenIsNotTrusted() {
        Callers there = callers();
        there.find(token());
        revoke(callers());

        there.hear();

        assertThat(there.remembered(token())).isEmpty();
    }

    @Test
    void anInstanceAsksByItself() {
        Callers there = callers();
        there.start();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                there.find(token());
                return there.remembered(token()).isPresent();
            });

            revoke(callers());

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> there.remembered(token()).isEmpty());
            assertThat(there.find(token())).isEmpty();
        } finally {
            there.stop();
        }
    }
}
