package dev.rumbo.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.store.ScalingStore;
import dev.rumbo.store.ScalingStore.Seen;
import dev.rumbo.testsupport.Emulators;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class DynamoScalingStoreIT {

    private static final Instant NOW = Instant.parse("2026-03-11T08:00:00Z");

    private final AwsClients clients = Emulators.clients();
    private final ScalingStore store = DynamoScalingStore.open(clients.dynamoDb(), "s" + UUID.randomUUID(), true);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void oneCountsUntilItsTimeIsOver() {
        assertThat(store.lead("a", NOW, NOW.plusSeconds(180))).isTrue();
        assertThat(store.lead("b", NOW.plusSeconds(179), NOW.plusSeconds(400))).isFalse();
        assertThat(store.lead("a", NOW.plusSeconds(60), NOW.plusSeconds(240))).isTrue();
        assertThat(store.lead("b", NOW.plusSeconds(200), NOW.plusSeconds(400))).isFalse();

        assertThat(store.lead("b", NOW.plusSeconds(241), NOW.plusSeconds(400))).isTrue();
        assertThat(store.lead("a", NOW.plusSeconds(242), NOW.plusSeconds(400))).isFalse();
    }

    @Test
    void keepsWhatEachSawByTime() {
        Seen first = new Seen(NOW, "a", 1, 2, 3, 4);
        Seen other = new Seen(NOW, "b", 5, 6, 7, 8);
        Seen second = new Seen(NOW.plusSeconds(60), "a", 9, 10, 11, 12);
        store.note(second);
        store.note(other);
        store.note(new Seen(NOW, "a", 0, 0, 0, 0));
        store.note(first);

        assertThat(store.seen(NOW)).containsExactly(first, other, second);
        assertThat(store.seen(NOW.plusMillis(1))).containsExactly(second);
    }

    @Test
    void keepsWhenTheCountWasChanged() {
        store.changed(NOW.plusSeconds(5));
        store.changed(NOW);

        assertThat(store.changes(NOW)).containsExactly(NOW, NOW.plusSeconds(5));
        assertThat(store.changes(NOW.plusSeconds(1))).containsExactly(NOW.plusSeconds(5));
        assertThat(store.seen(Instant.EPOCH)).isEmpty();

        store.unchanged(NOW);
        assertThat(store.changes(NOW)).containsExactly(NOW.plusSeconds(5));
    }
}
