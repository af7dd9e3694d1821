package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeedTest {

    private static final long NOW = Instant.parse("2026-11-23T14:00:00Z").toEpochMilli();

    private final Feed feed = new Feed();

    @Test
    void aViewerSeesWhatChangedSinceItsLastMessage() {
        hear("a", 1);
        hear("b", 1);
        long seen = feed.lastChange();
        hear("c", 1);

        assertThat(after(seen)).isEqualTo("c@1");
    }

    @Test
    void aNewerPositionReplacesTheOneThatWasNotSent() {
        hear("a", 1);
        hear("b", 1);
        hear("a", 2);

        assertThat(after(0)).isEqualTo("b@1 a@2");
    }

    @Test
    void aLatePositionChangesNothing() {
        hear("a", 2);
        long seen = feed.lastChange();
        hear("a", 1);

        assertThat(after(seen)).isEmpty();
        assertThat(feed.find(key("a"), 0)).contains(at(2));
    }

    @Test
    void whatTheStoreKnowsBetterIsSentInstead() {
        hear("a", 1);
        feed.compare(feed.after(0, 1).get(0), Optional.of(at(5)));

        assertThat(after(0)).isEqualTo("a@5");
        assertThat(feed.after(0, 1).get(0).checked()).isTrue();
    }

    @Test
    void whatTheStoreHoldsOfAnOlderTimeIsNoNews() {
        hear("a", 3);
        long seen = feed.lastChange();
        feed.compare(feed.after(0, 1).get(0), Optional.of(at(2)));

        assertThat(after(seen)).isEmpty();
        hear("a", 4);
        assertThat(feed.after(0, 1).get(0).checked()).isTrue();
    }

    @Test
    void aViewerThatSeesNothingCostsNothing() {
        for (int second = 0; second < 10_000; second++) {
            hear("a", second);
        }

        assertThat(after(0)).isEqualTo("a@9999");
    }

    @Test
    void aDeviceThatIsSilentForLongIsForgotten() {
        hear("a", 1);
        feed.hear(key("b"), at(2), true, NOW, NOW + Duration.ofHours(2).toMillis(), Optional.empty());

        assertThat(feed.find(key("a"), 0)).isEmpty();
        assertThat(after(0)).isEqualTo("b@2");
    }

    @Test
    void whatWasErasedOrHeardLongAgoIsNotFound() {
        hear("a", 1);
        hear("b", 5);
        feed.forget(key("a"), new ErasedSpan(NOW, NOW + 5_000));
        feed.forget(key("b"), new ErasedSpan(NOW, NOW + 5_000));

        assertThat(feed.find(key("a"), 0)).isEmpty();
        assertThat(after(0)).isEqualTo("b@5");
        assertThat(feed.find(key("b"), NOW + 1)).isEmpty();
        hear("a", 1);
        assertThat(after(0)).isEqualTo("b@5 a@1");
    }

    @Test
    void aMessageHoldsNoMoreThanItMay() {
        hear("a", 1);
        hear("b", 1);
        hear("c", 1);

        List<Sighting> first = feed.after(0, 2);
        assertThat(first).hasSize(2);
        assertThat(after(first.get(1).change())).isEqualTo("c@1");
    }

    @Test
    void anotherInstanceIsToldWhatWasHeardHereOnly() {
        hear("a", 1);
        hearElsewhere("b", 1);
        hear("c", 1);
        hearElsewhere("c", 2);

        Feed.News news = feed.heardHereAfter(0, NOW, 100);
        assertThat(text(news.sightings())).isEqualTo("a@1");
        assertThat(news.upTo()).isEqualTo(feed.lastChange());
        assertThat(after(0)).isEqualTo("a@1 b@1 c@2");
    }

    @Test
    void whatWasHeardHereAfterAnotherInstanceIsToldTheRest() {
        hearElsewhere("a", 1);
        hearElsewhere("a", 1);
        long seen = feed.lastChange();
        hear("a", 1);
        hearElsewhere("a", 1);

        assertThat(text(feed.heardHereAfter(seen, NOW, 100).sightings())).isEqualTo("a@1");
        assertThat(feed.lastChange()).isEqualTo(seen + 1);
    }

    @Test
    void anotherInstanceIsToldNoMoreThanItWantsAndGoesOnFromThere() {
        hear("a", 1);
        hearElsewhere("b", 1);
        hear("c", 1);
        hear("d", 1);

        Feed.News first = feed.heardHereAfter(0, NOW, 2);
        assertThat(text(first.sightings())).isEqualTo("a@1 c@1");
        assertThat(text(feed.heardHereAfter(first.upTo(), NOW, 2).sightings())).isEqualTo("d@1");
        assertThat(feed.heardHereAfter(0, NOW + 1, 2).sightings()).isEmpty();
    }

    private void hear(String device, int second) {
        feed.hear(key(device), at(second), true, NOW, NOW, Optional.empty());
    }

    private void hearElsewhere(String device, int second) {
        feed.hear(key(device), at(second), false, NOW, NOW, Optional.empty());
    }

    private String after(long change) {
        return text(feed.after(change, 100));
    }

    private static String text(List<Sighting> sightings) {
        return sightings.stream()
                .map(sighting -> sighting.device().deviceId() + "@"
                        + (sighting.position().timeMillis() - NOW) / 1000)
                .collect(Collectors.joining(" "));
    }

    private static DeviceKey key(String device) {
        return new DeviceKey("fleet", "user", device);
    }

    private static Position at(int second) {
        return Position.of(Instant.ofEpochMilli(NOW + second * 1000L), new Coordinate(0, 0));
    }
}
