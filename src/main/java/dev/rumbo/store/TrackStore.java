package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Positions, segments, corrections, day totals and last positions, by device with its owner and fleet.
 *
 * <p>Times are milliseconds since 1970-01-01T00:00Z; spans include their start and not their end. Reads of one device
 * follow its writes. Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface TrackStore {

    /** Empty while nothing is stored of the device. */
    Optional<DeviceHead> findHead(DeviceKey device);

    /** What an update goes on from: the head, also where all positions were removed again; empty where there never was one. */
    Optional<DeviceHead> findBase(DeviceKey device);

    /** Heads of all devices of the owner that ever reported, removed devices included; by device id. */
    List<DeviceHead> listHeads(Owner owner);

    /**
     * Heads of all devices of the fleet that ever reported; by device id.
     *
     * @param after what the page before handed out, or the id of a device
     */
    Page<DeviceHead> listHeads(String fleetId, int limit, Optional<String> after);

    /**
     * Lets go of what is remembered of the device where it was written elsewhere since; what is asked next is read anew.
     *
     * @return whether it was
     */
    default boolean letGoOfOutdated(DeviceKey device) {
        return false;
    }

    /** The stored positions with a time in the span. */
    Track positions(DeviceKey device, long fromMillis, long toMillis);

    /** The first {@code limit} stored positions, in the total order, with a time in the span. */
    Track positions(DeviceKey device, long fromMillis, long toMillis, int limit);

    /** The segments that start in the span, in order. */
    List<Segment> segments(DeviceKey device, long fromMillis, long toMillis);

    /** The last segment that starts before {@code millis}. */
    Optional<Segment> findSegmentBefore(DeviceKey device, long millis);

    /** The first segment that starts at {@code millis} or later. */
    Optional<Segment> findSegmentFrom(DeviceKey device, long millis);

    /** The totals of the owner's local days, both ends included, in order; days without any are left out. */
    List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to);

    /** The corrections that overlap the span, in the order in which they were made. */
    List<Correction> corrections(DeviceKey device, long fromMillis, long toMillis);

    /**
     * Applies what a batch of one shard's records led to. Each update is applied whole or not at all; when the method
     * returns, all are. An engine whose stream keeps no checkpoints itself moves the shard's in the same transaction.
     *
     * @param checkpoint the last record of the batch
     * @throws StaleDeviceException where a head's version is not one above the stored, or a first head does not follow the
     *     fleet's newest rules or the owner's time zone; other updates may have been applied
     * @throws ErasedDeviceException where a first head is that of a device that was erased, checked in the write itself; other
     *     updates may have been applied
     */
    void apply(List<DeviceUpdate> updates, List<SetAside> setAside, StreamRecord checkpoint);

    /**
     * Applies one update that no record led to: a correction, a rebuild, a replay or an import. However much it changes, readers see all of
     * it or nothing.
     */
    void apply(DeviceUpdate update);

    /**
     * Deletes all that is stored of the device; harmless when repeated. Nothing comes back where {@link AccountStore} knows
     * it as erased before.
     */
    void erase(DeviceKey device);

    /** What was deleted of the device before, and what is being deleted, oldest first; in every view as it is stored now. */
    List<Erasure> erasures(DeviceKey device);

    /** False, and nothing done, where there is one with its id, or the device was erased. */
    boolean add(Erasure erasure);

    /** Stores how far it is. Nothing where there is no such erasure, or no more. */
    void update(Erasure erasure);

    /**
     * After all positions of the span were removed and what was said of it: the store holds them nowhere any more, imports included, where
     * an engine would keep what was removed. Harmless when repeated.
     */
    void forget(DeviceKey device, ErasedSpan span);

    /**
     * After the head of the device has the frontier: the store holds no earlier position anywhere any more, where an engine would keep what
     * nobody can read. Harmless when repeated.
     */
    void forgetPositions(DeviceKey device, Frontier frontier);

    /**
     * A view for whoever computes updates: it may answer from what it read or wrote before. Where another instance wrote
     * the device since, {@link #apply} throws {@link StaleDeviceException}, and what is read then is what is stored.
     */
    default TrackStore forUpdates() {
        return this;
    }

    /** A view for one page or request: what it was asked once it may answer again as it was. */
    default TrackStore forOneAnswer() {
        return this;
    }

    /** Keeps a record for the operator; harmless when repeated, except that the newest reason counts. */
    void setAside(SetAside record);

    /** Records that were set aside, oldest first. */
    Page<SetAsideEntry> listSetAside(int limit, Optional<String> after);

    Optional<SetAsideEntry> findSetAside(String id);

    /** Harmless when repeated. */
    void removeSetAside(String id);
}
