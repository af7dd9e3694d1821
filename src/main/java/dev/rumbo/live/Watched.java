package dev.rumbo.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which feeds somebody looks at here. */
final class Watched {

    /** A page that is loaded again is not to make every other instance begin anew. */
    private static final Duration LINGERS = Duration.ofMinutes(1);

    private final Map<FeedKey, Integer> viewers = new HashMap<>();
    private final Map<FeedKey, Long> leftMillis = new HashMap<>();

    /** @return whether nobody looked at it until now */
    synchronized boolean add(FeedKey key) {
        boolean known = leftMillis.remove(key) != null;
        return viewers.merge(key, 1, Integer::sum) == 1 && !known;
    }

    /** @return whether nobody looked at it until now */
    synchronized boolean touch(FeedKey key, long nowMillis) {
        return !viewers.containsKey(key) && leftMillis.put(key, nowMillis) == null;
    }

    synchronized void remove(FeedKey key, long nowMillis) {
        if (viewers.computeIfPresent(key, (left, count) -> count == 1 ? null : count - 1) == null) {
            leftMillis.put(key, nowMillis);
        }
    }

    /** Without those of drivers whose whole fleet is there. */
    synchronized Set<FeedKey> keys(long nowMillis) {
        leftMillis.values().removeIf(left -> nowMillis - left > LINGERS.toMillis());
        Set<FeedKey> all = new HashSet<>(viewers.keySet());
        all.addAll(leftMillis.keySet());
        all.removeIf(key -> key.userId().isPresent() && all.contains(FeedKey.ofFleet(key.fleetId())));
        return all;
    }
}
