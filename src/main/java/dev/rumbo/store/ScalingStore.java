package dev.rumbo.store;

import java.time.Instant;
import java.util.List;

/**
 * What instances that share a stream know together of its shards: what each put into it, who of them counts shards, and when the count
 * was changed. Kept for two days.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface ScalingStore {

    /**
     * What one instance saw in one span of time.
     *
     * @param from when it begins; all instances cut time alike
     * @param bytes that it put into the stream
     * @param records that it put
     * @param refused records that found their shard full
     * @param lateMillis age of the oldest record that it has not read from its shards
     */
    record Seen(Instant from, String worker, long bytes, long records, long refused, long lateMillis) {}

    /**
     * Makes the worker the one that counts, or lets it stay that, until a time.
     *
     * @return false, and nothing done, where another is it; whose time is over at {@code now} is it no more
     */
    boolean lead(String worker, Instant now, Instant until);

    /** In place of what the worker noted of the same span. */
    void note(Seen seen);

    /** By time; what begins at {@code from} is included. */
    List<Seen> seen(Instant from);

    void changed(Instant at);

    /** Takes {@link #changed} back: the count was not changed then. */
    void unchanged(Instant at);

    /** When the count was changed, from {@code from} on, in order. */
    List<Instant> changes(Instant from);
}
