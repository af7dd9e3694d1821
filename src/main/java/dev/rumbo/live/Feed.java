package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest position of each device that was heard of lately, in the order of the changes.
 *
 * <p>A viewer is a number here: the last change that it was sent. What waits for a viewer is read from this one map when
 * the viewer can take it, so a slow viewer holds nothing, and a newer position of a device takes the place of the older
 * one for everybody. Safe for use by several threads; every method returns at once.
 */
final class Feed {

    /** Longer than any flush interval: until then the store has it. */
    static final Duration KEPT = Duration.ofHours(1);

    private static final int MOST_DEVICES = 200_000;

    private final Map<DeviceKey, Sighting> byDevice = new HashMap<>();
    private final NavigableMap<Long, Sighting> byChange = new TreeMap<>();
    private long lastChange;

    /**
     * False, and nothing changes, where as new a position of the device was heard.
     *
     * @param here whether this instance's own consumer heard it; what it heard after another instance, it tells the rest anew,
     *     for the other may have died before it told them
     * @param firstHeardMillis when whoever told of it first heard of the device
     * @param trace of the post that brought it
     */
    synchronized boolean hear(
            DeviceKey device,
            Position position,
            boolean here,
            long firstHeardMillis,
            long nowMillis,
            Optional<TraceParent> trace) {
        Sighting known = byDevice.get(device);
        if (known != null) {
            int order = known.position().compareTo(position);
            if (order > 0 || (order == 0 && (known.here() || !here))) {
                return false;
            }
        }
        long firstHeard = known == null ? firstHeardMillis : Math.min(firstHeardMillis, known.firstHeardMillis());
        replace(
                known,
                new Sighting(device, position, ++lastChange, here, firstHeard, nowMillis, isChecked(known), trace));
        forgetOld(nowMillis);
        return true;
    }

    /** Notes what the store holds of a device: if it is newer, it is what viewers see next. */
    synchronized void compare(Sighting sighting, Optional<Position> stored) {
        Sighting known = byDevice.get(sighting.device());
        if (known == null) {
            return;
        }
        Position newest = stored.filter(position -> position.compareTo(known.position()) > 0)
                .orElse(known.position());
        boolean changed = !newest.equals(known.position());
        replace(
                known,
                new Sighting(
                        known.device(),
                        newest,
                        changed ? ++lastChange : known.change(),
                        known.here(),
                        known.firstHeardMillis(),
                        known.heardMillis(),
                        true,
                        changed ? Optional.empty() : known.trace()));
    }

    synchronized long lastChange() {
        return lastChange;
    }

    /** The first changes after the given one; a device that changed again is there once, with its newest position. */
    synchronized List<Sighting> after(long change, int limit) {
        return byChange.tailMap(change, false).values().stream().limit(limit).toList();
    }

    /**
     * What this instance's own consumer heard, for another instance.
     *
     * @param upTo the change to go on from
     */
    record News(List<Sighting> sightings, long upTo) {

        News {
            sightings = List.copyOf(sightings);
        }
    }

    /** @param sinceMillis leaves out what was heard before */
    synchronized News heardHereAfter(long change, long sinceMillis, int limit) {
        List<Sighting> found = new ArrayList<>();
        long upTo = change;
        for (Sighting sighting : byChange.tailMap(change, false).values()) {
            if (found.size() == limit) {
                break;
            }
            upTo = sighting.change();
            if (sighting.here() && sighting.heardMillis() >= sinceMillis) {
                found.add(sighting);
            }
        }
        return new News(found, upTo);
    }

    /** What was heard at {@code sinceMillis} or later. */
    synchronized Optional<Position> find(DeviceKey device, long sinceMillis) {
        return Optional.ofNullable(byDevice.get(device))
                .filter(sighting -> sighting.heardMillis() >= sinceMillis)
                .map(Sighting::position);
    }

    /** Where the newest lies in the span the device is as if it had not been heard of. */
    synchronized void forget(DeviceKey device, ErasedSpan span) {
        Sighting known = byDevice.get(device);
        if (known != null && span.contains(known.position().timeMillis())) {
            byDevice.remove(device);
            byChange.remove(known.change());
        }
    }

    /** Devices first heard of at {@code millis} or later. */
    synchronized Map<DeviceKey, Position> firstHeardSince(long millis) {
        Map<DeviceKey, Position> found = new HashMap<>();
        for (Sighting sighting : byDevice.values()) {
            if (sighting.firstHeardMillis() >= millis) {
                found.put(sighting.device(), sighting.position());
            }
        }
        return found;
    }

    private void replace(@Nullable Sighting known, Sighting sighting) {
        if (known != null) {
            byChange.remove(known.change());
        }
        byDevice.put(sighting.device(), sighting);
        byChange.put(sighting.change(), sighting);
    }

    private void forgetOld(long nowMillis) {
        while (byDevice.size() > MOST_DEVICES
                || byChange.firstEntry().getValue().heardMillis() < nowMillis - KEPT.toMillis()) {
            byDevice.remove(byChange.pollFirstEntry().getValue().device());
        }
    }

    private static boolean isChecked(@Nullable Sighting known) {
        return known != null && known.checked();
    }
}
