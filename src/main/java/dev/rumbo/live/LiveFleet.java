package dev.rumbo.live;

import dev.rumbo.accounts.DeviceErased;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.reading.LatestPositions;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/**
 * What was heard of lately, by fleet and by owner: what viewers are sent, and what is newer than the store. This instance's own
 * consumer tells it, and where somebody looks at a fleet here, the other instances' too.
 */
@ApplicationScoped
public class LiveFleet implements PositionListener, LatestPositions {

    /** Longer than any flush interval: until then what was heard is in the store. */
    static final Duration NEW = Duration.ofMinutes(10);

    private final ConcurrentMap<FeedKey, Feed> feeds = new ConcurrentHashMap<>();
    private final Watched watched = new Watched();
    private final Clock clock;
    private volatile Runnable onWatch = () -> {};
    private volatile Runnable onChange = () -> {};
    private volatile BiConsumer<DeviceKey, ErasedSpan> onErased = (device, span) -> {};

    @Inject
    LiveFleet(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void arrived(PositionPost post) {
        long now = clock.millis();
        hear(post, true, now, now);
    }

    @Override
    public void positions(DeviceKey device, Track positions) {
        arrived(new PositionPost(device, positions));
    }

    /** Another instance's consumer heard of the post's newest position, and for how long it knows the device. */
    void toldByAnother(PositionPost post, long knownMillis) {
        long now = clock.millis();
        hear(post, false, now - knownMillis, now);
    }

    private void hear(PositionPost post, boolean here, long firstHeard, long now) {
        if (post.positions().isEmpty()) {
            return;
        }
        DeviceKey device = post.device();
        Position newest = post.positions().get(post.positions().size() - 1);
        if (feed(FeedKey.ofFleet(device.fleetId())).hear(device, newest, here, firstHeard, now, post.trace())) {
            feed(FeedKey.of(device.owner())).hear(device, newest, here, firstHeard, now, post.trace());
            onChange.run();
        }
    }

    void deviceErased(@Observes DeviceErased event) {
        erased(event.device(), ErasedSpan.ALL);
    }

    @Override
    public void erased(DeviceKey device, ErasedSpan span) {
        forget(device, span);
        onErased.accept(device, span);
    }

    /** What lies in the span was erased, here or by another instance. */
    void forget(DeviceKey device, ErasedSpan span) {
        feed(FeedKey.ofFleet(device.fleetId())).forget(device, span);
        feed(FeedKey.of(device.owner())).forget(device, span);
    }

    /** What was heard before is in the store, or was deleted since by another instance. */
    @Override
    public Optional<Position> find(DeviceKey device) {
        touch(FeedKey.of(device.owner()));
        return feed(FeedKey.ofFleet(device.fleetId())).find(device, clock.millis() - NEW.toMillis());
    }

    @Override
    public Map<DeviceKey, Position> listNew(String fleetId) {
        touch(FeedKey.ofFleet(fleetId));
        return feed(FeedKey.ofFleet(fleetId)).firstHeardSince(clock.millis() - NEW.toMillis());
    }

    /** Has {@code listener} run after each change; it must return at once. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** Has {@code listener} run when somebody begins to look at a feed that nobody looked at; it must return at once. */
    void onWatch(Runnable listener) {
        onWatch = listener;
    }

    /** Has {@code listener} hear what is erased by this instance; it must return at once. */
    void onErased(BiConsumer<DeviceKey, ErasedSpan> listener) {
        onErased = listener;
    }

    /** Somebody looks at the feed, until {@link #leave}. */
    void watch(FeedKey key) {
        if (watched.add(key)) {
            onWatch.run();
        }
    }

    /** Somebody asked once, and may ask again: what other instances hear is wanted for a moment. */
    private void touch(FeedKey key) {
        if (watched.touch(key, clock.millis())) {
            onWatch.run();
        }
    }

    void leave(FeedKey key) {
        watched.remove(key, clock.millis());
    }

    /** What somebody looks at here, or did until a moment ago. */
    Set<FeedKey> watched() {
        return watched.keys(clock.millis());
    }

    Feed feed(FeedKey key) {
        return feeds.computeIfAbsent(key, asked -> new Feed());
    }
}
