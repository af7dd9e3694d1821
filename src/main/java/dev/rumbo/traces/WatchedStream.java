package dev.rumbo.traces;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.traces.Traces.Kind;
import dev.rumbo.traces.Traces.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.MDC;

/**
 * A stream of which the steps of traced posts are recorded, and whose consumer's lines in the log name shard and record.
 *
 * <p>Around either engine's, so that neither knows of it. A trace crosses the stream in the record itself.
 */
public final class WatchedStream implements PositionStream {

    /** A batch may hold thousands of records; one that waited for the store is traced well enough by so many. */
    private static final int MOST_STEPS = 100;

    private final PositionStream stream;
    private final Traces traces;

    public WatchedStream(PositionStream stream, Traces traces) {
        this.stream = stream;
        this.traces = traces;
    }

    @Override
    public CompletionStage<Void> publish(PositionPost post) {
        if (post.trace().isEmpty()) {
            return stream.publish(post);
        }
        Step step = traces.follow("publish", Kind.PRODUCER, post.trace().get())
                .note("rumbo.device", post.device().deviceId())
                .note("rumbo.positions", post.positions().size());
        return stream.publish(post.traced(Optional.of(step.parent())))
                .whenComplete((durable, failure) -> step.end(failure == null));
    }

    @Override
    public void start(RecordConsumer consumer) {
        stream.start(new RecordConsumer() {
            @Override
            public void arrived(List<StreamRecord> records) {
                watch("consume", records, () -> {
                    consumer.arrived(records);
                    return List.of();
                });
            }

            @Override
            public List<StreamRecord> store(List<StreamRecord> records) {
                return watch("store", records, () -> consumer.store(records));
            }
        });
    }

    @Override
    public Supplier<StreamStatus> follow(StreamFollower follower) {
        return stream.follow(follower);
    }

    private List<StreamRecord> watch(String name, List<StreamRecord> records, Supplier<List<StreamRecord>> work) {
        if (records.isEmpty()) {
            return work.get();
        }
        List<Step> steps = records.stream()
                .flatMap(record -> PostCodec.traceOf(record.data()).stream().map(trace -> step(name, record, trace)))
                .limit(MOST_STEPS)
                .toList();
        StreamRecord last = records.get(records.size() - 1);
        MDC.put(Correlation.SHARD, last.shardId());
        MDC.put(Correlation.RECORD, last.sequenceNumber());
        if (!steps.isEmpty()) {
            MDC.put(
                    Correlation.TRACE,
                    steps.stream().map(step -> step.parent().traceId()).collect(Collectors.joining(" ")));
        }
        boolean done = false;
        try {
            List<StreamRecord> left = work.get();
            done = left.isEmpty();
            return left;
        } finally {
            for (Step step : steps) {
                step.end(done);
            }
            MDC.remove(Correlation.SHARD);
            MDC.remove(Correlation.RECORD);
            MDC.remove(Correlation.TRACE);
        }
    }

    private Step step(String name, StreamRecord record, TraceParent trace) {
        return traces.follow(name, Kind.CONSUMER, trace)
                .note("rumbo.shard", record.shardId())
                .note("rumbo.record", record.sequenceNumber());
    }

    @Override
    public void stop() {
        stream.stop();
    }

    @Override
    public void replay(Instant from, Consumer<StreamRecord> sink) {
        stream.replay(from, sink);
    }

    @Override
    public List<StreamStatus.Lease> leases() {
        return stream.leases();
    }

    @Override
    public StreamStatus status() {
        return stream.status();
    }
}
