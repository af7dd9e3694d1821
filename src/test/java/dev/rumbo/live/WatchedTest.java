package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchedTest {

    private static final FeedKey FLEET = FeedKey.ofFleet("fleet");
    private static final FeedKey DRIVER = FeedKey.of(new Owner("fleet", "ana"));
    private static final FeedKey STRANGER = FeedKey.of(new Owner("other", "bea"));

    private final Watched watched = new Watched();

    @Test
    void theFirstOfSeveralViewersIsNews() {
        assertThat(watched.add(FLEET)).isTrue();
        assertThat(watched.add(FLEET)).isFalse();
        watched.remove(FLEET, 0);

        assertThat(watched.keys(Duration.ofHours(1).toMillis())).containsExactly(FLEET);
    }

    @Test
    void whatNobodyLooksAtIsWantedForAMomentMore() {
        watched.add(FLEET);
        watched.remove(FLEET, 1_000);

        assertThat(watched.keys(30_000)).containsExactly(FLEET);
        assertThat(watched.add(FLEET)).as("news, when the page comes again").isFalse();
        watched.remove(FLEET, 30_000);
        assertThat(watched.keys(91_000)).isEmpty();
        assertThat(watched.add(FLEET)).isTrue();
    }

    @Test
    void whoAsksOnceIsAWatcherForAMoment() {
        assertThat(watched.touch(FLEET, 1_000)).isTrue();
        assertThat(watched.touch(FLEET, 30_000)).isFalse();
        assertThat(watched.keys(80_000)).containsExactly(FLEET);
        assertThat(watched.keys(91_000)).isEmpty();
        watched.add(DRIVER);
        assertThat(watched.touch(DRIVER, 92_000)).as("is watched anyway").isFalse();
    }

    @Test
    void aDriverOfAFleetThatIsWantedIsAmongIt() {
        watched.add(DRIVER);
        watched.add(STRANGER);
        assertThat(watched.keys(0)).containsExactlyInAnyOrder(DRIVER, STRANGER);

        watched.add(FLEET);
        assertThat(watched.keys(0)).containsExactlyInAnyOrder(FLEET, STRANGER);
    }
}
