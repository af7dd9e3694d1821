package dev.rumbo.tracking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.TrackStore;
import java.time.Duration;
import java.util.List;

/**
 * What was deleted of each device, as whoever stores its positions has to know it.
 *
 * <p>Whoever begins an erasure moves the device's version afterwards. So what was known at a version holds as long as nobody else writes the
 * device, and a device of which nothing was deleted costs no read. While an erasure is at work its end is asked for each time.
 */
final class KnownErasures {

    private static final int MOST_DEVICES = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(3);

    private final TrackStore store;
    private final Cache<DeviceKey, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST_DEVICES)
            .expireAfterAccess(REMEMBERED)
            .build();

    KnownErasures(TrackStore store) {
        this.store = store;
    }

    private record Known(long version, List<Erasure> erasures) {}

    /** @param version of the device that was read before this is asked; 0 where nothing is stored of it */
    List<Erasure> of(DeviceKey device, long version) {
        Known remembered = known.getIfPresent(device);
        if (remembered != null && remembered.version() == version) {
            return remembered.erasures();
        }
        List<Erasure> read = store.erasures(device);
        if (version > 0 && read.stream().allMatch(Erasure::isDone)) {
            known.put(device, new Known(version, read));
        }
        return read;
    }

    /** The device was written here, so that what was known at the version before holds at this one. */
    void written(DeviceKey device, long version) {
        known.asMap()
                .computeIfPresent(
                        device,
                        (key, before) ->
                                before.version() == version - 1 ? new Known(version, before.erasures()) : before);
    }
}
