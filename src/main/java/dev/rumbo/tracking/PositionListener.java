package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;

/** Hears of positions as they arrive, before they are stored. Must return at once. */
public interface PositionListener {

    /** A post arrived. */
    default void arrived(PositionPost post) {
        positions(post.device(), post.positions());
    }

    /** @param positions as posted: late and repeated ones included */
    void positions(DeviceKey device, Track positions);

    /** What lies in the span is to be shown no more. */
    default void erased(DeviceKey device, ErasedSpan span) {}
}
