package dev.rumbo.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.testsupport.Emulators;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The embedded engine has one process, and no such store. */
@ExtendWith(Emulators.class)
class DynamoInstanceStoreIT {

    /** Not long ago: the store forgets who was not heard of for a day. */
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final AwsClients clients = Emulators.clients();
    private final InstanceStore store = DynamoInstanceStore.open(clients.dynamoDb(), "t" + UUID.randomUUID(), true);

    @Test
    void listsWhatWasAnnouncedLastAndForgetsWhoStops() {
        RunningInstance a = instance("a", NOW, 4711);
        RunningInstance silent = new RunningInstance("b", Optional.empty(), "0.1", "", NOW, NOW);
        store.announce(a);
        store.announce(silent);
        assertThat(store.list()).containsExactly(a, silent);

        RunningInstance again = instance("a", NOW.plusSeconds(60), 4712);
        store.announce(again);
        store.remove(a);
        assertThat(store.list()).as("the one before stops late").containsExactly(again, silent);

        store.remove(again);
        store.remove(silent);
        store.remove(silent);
        assertThat(store.list()).isEmpty();
    }

    private static RunningInstance instance(String worker, Instant started, int port) {
        return new RunningInstance(
                worker,
                Optional.of(new RunningInstance.Reach("127.0.0.1", port, "key")),
                "0.1",
                "{\"viewers\":3}",
                started,
                started.plusSeconds(10));
    }
}
