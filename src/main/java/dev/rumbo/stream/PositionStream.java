package dev.rumbo.stream;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stream of position records, split into shards by the MD5 of the device id; within a shard, in order.
 *
 * <p>Delivery to the {@link RecordConsumer} is at least once and in order per shard.
 */
public interface PositionStream extends PositionPublisher {

    /** Starts to deliver the records after each shard's checkpoint. Called once. */
    void start(RecordConsumer consumer);

    /**
     * Starts to deliver everything that the stream holds to another consumer as well, which cannot hold up the first. Called once at most.
     *
     * @return how far it is; asked again, as of then
     */
    Supplier<StreamStatus> follow(StreamFollower follower);

    /** Stops delivery after the batch in hand, then refuses posts; bounded in time. */
    void stop();

    /** Hands over every record that arrived at {@code from} or later, without moving a checkpoint. Blocks until done. */
    void replay(Instant from, Consumer<StreamRecord> sink);

    /**
     * Which instance holds which shard, by shard. Asks the service.
     *
     * @throws StreamUnavailableException where it cannot answer
     */
    List<StreamStatus.Lease> leases();

    /** What an operator and the readiness check need to know now. */
    StreamStatus status();
}
