package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.Optional;

/**
 * Files that were imported, each with the positions that it added and replaced, so that it can be undone. Goes with its device:
 * {@link TrackStore#erase}.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface ImportStore {

    /** Adds a record or takes the stead of the one with its id. Nothing where the device was erased. */
    void put(ImportRecord record);

    Optional<ImportRecord> find(DeviceKey device, String id);

    /** Newest first. */
    List<ImportRecord> list(DeviceKey device);

    /**
     * Keeps positions that the import adds or replaces, before it does. Nothing where the device was erased.
     *
     * @param number counts the parts of one effect, from 0
     * @param positions at most 10,000
     */
    void keep(DeviceKey device, String id, Effect effect, int number, Track positions);

    /** A part that was kept, which {@link #forget} may have emptied; empty where there is none of that number. */
    Optional<Track> kept(DeviceKey device, String id, Effect effect, int number);

    /**
     * Notes that a phone sent these as well, so that undoing the import leaves them; harmless when repeated, also by two at once.
     * Nothing where there is no such import.
     *
     * @param positions some ten thousand at most
     */
    void release(DeviceKey device, String id, Track positions);

    /** All that {@link #release} noted, in parts. */
    List<Track> released(DeviceKey device, String id);

    /**
     * Takes positions of the span out of all that imports of the device keep. An import that lies in it whole is no more, one that reaches
     * into it tells of the time outside. Harmless when repeated.
     */
    void forget(DeviceKey device, ErasedSpan span);

    /** Whether its positions are to be no more, wherever they come from. */
    default boolean isUndone(DeviceKey device, String id) {
        return find(device, id)
                .map(ImportRecord::state)
                .filter(state -> state == ImportRecord.State.UNDOING || state == ImportRecord.State.UNDONE)
                .isPresent();
    }
}
