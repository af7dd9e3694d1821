package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.ErasedSpan;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells one other instance what this one's consumer hears, of the feeds that it wants. Like a viewer it is a number for each of them:
 * at most one message is on its way, and the next has what is newest then.
 *
 * <p>Used on its socket's event loop only, but for {@link #erased}.
 */
final class PeerOutlet {

    private static final long TURN_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final LiveFleet live;
    private final Clock clock;
    private final Map<FeedKey, Long> seen = new LinkedHashMap<>();
    private @Nullable Long timer;
    private boolean sending;
    private long sentNanos;

    PeerOutlet(Vertx vertx, ServerWebSocket socket, LiveFleet live, Clock clock) {
        this.vertx = vertx;
        this.socket = socket;
        this.live = live;
        this.clock = clock;
    }

    /** @param whenClosed runs when the other instance is there no more */
    void begin(Runnable whenClosed) {
        socket.textMessageHandler(lines -> want(PeerMessages.readWanted(lines)));
        socket.closeHandler(closed -> {
            want(Set.of());
            whenClosed.run();
        });
        socket.exceptionHandler(broken -> want(Set.of()));
    }

    /** Whether or not it wants to hear of the device: it may have until a moment ago. */
    void erased(DeviceKey device, ErasedSpan span) {
        var unused = socket.writeTextMessage(PeerMessages.erased(device, span));
    }

    /** What is wanted anew begins with all that is known: a viewer there may have been cut off from it for long. */
    private void want(Set<FeedKey> feeds) {
        seen.keySet().retainAll(feeds);
        feeds.forEach(feed -> seen.putIfAbsent(feed, 0L));
        if (seen.isEmpty() && timer != null) {
            vertx.cancelTimer(timer);
            timer = null;
        } else if (!seen.isEmpty() && timer == null) {
            timer = vertx.setPeriodic(TURN_MILLIS, id -> turn());
        }
    }

    private void turn() {
        if (sending) {
            if (System.nanoTime() - sentNanos > PATIENCE.toNanos()) {
                want(Set.of());
                var unused = socket.close();
            }
            return;
        }
        long now = clock.millis();
        List<Sighting> news = news(now);
        if (!news.isEmpty()) {
            sending = true;
            sentNanos = System.nanoTime();
            socket.writeBinaryMessage(Buffer.buffer(PeerMessages.heard(news, now)))
                    .onComplete(taken -> sending = false);
        }
    }

    private List<Sighting> news(long nowMillis) {
        List<Sighting> news = new ArrayList<>();
        for (FeedKey key : List.copyOf(seen.keySet())) {
            int room = PeerMessages.MOST_DEVICES - news.size();
            Feed feed = live.feed(key);
            long before = seen.getOrDefault(key, 0L);
            if (room > 0 && feed.lastChange() > before) {
                Feed.News told = feed.heardHereAfter(before, nowMillis - Feed.KEPT.toMillis(), room);
                news.addAll(told.sightings());
                // To the end of the line: a busy fleet holds up no other.
                seen.remove(key);
                seen.put(key, told.upTo());
            }
        }
        return news;
    }
}
