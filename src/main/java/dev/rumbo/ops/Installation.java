package dev.rumbo.ops;

import dev.rumbo.store.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator sees at one time.
 *
 * @param version of the instance that answers, as are {@code java} and {@code engine}
 * @param setAside records that were set aside and are there still, up to a hundred
 * @param setAsideMore whether there are more
 * @param jobs of the operator's own fleet, newest first
 * @param freeBytes on the disk of the embedded engine
 * @param unknown what could not be told, with the reason
 */
public record Installation(
        Instant time,
        String engine,
        String version,
        String java,
        List<InstanceState> instances,
        List<ShardState> shards,
        List<BusyDevice> busyDevices,
        int setAside,
        boolean setAsideMore,
        List<Job> jobs,
        List<Storage.StoragePart> storage,
        Optional<Long> freeBytes,
        List<String> unknown) {

    /**
     * @param heardAt when it said this; of the one that answers, now
     * @param answers whether it is the one that answers
     * @param report null where it cannot be read
     */
    public record InstanceState(
            String worker,
            String version,
            Instant startedAt,
            Instant heardAt,
            boolean answers,
            @Nullable Report report) {}

    /**
     * @param holder the worker that has the lease; null where nobody has
     * @param checkpoint after which record its consumer would begin
     * @param parents the shards that it was cut out of or joined from, listed or gone
     * @param children the listed shards that follow it
     * @param ended whether all of it is stored and nothing will come
     * @param awaitsParents whether it is not read yet, since not all of its parents is stored
     * @param behindMillis null where its holder does not say, as for the two after it
     * @param hot takes twice the mean of the shards, and ten records a second or more
     */
    public record ShardState(
            String id,
            @Nullable String holder,
            String checkpoint,
            List<String> parents,
            List<String> children,
            boolean ended,
            boolean awaitsParents,
            @Nullable Long behindMillis,
            @Nullable Long waitingRecords,
            @Nullable Double recordsPerSecond,
            boolean hot) {

        public ShardState {
            parents = List.copyOf(parents);
            children = List.copyOf(children);
        }
    }

    /**
     * @param share of what the instance that holds its shard consumes
     * @param hot sends a twentieth of that or more, and five positions a second or more
     */
    public record BusyDevice(String deviceId, String worker, double positionsPerSecond, double share, boolean hot) {}
}
