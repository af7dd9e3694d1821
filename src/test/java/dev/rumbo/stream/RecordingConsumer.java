package dev.rumbo.stream;

import dev.rumbo.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Keeps what it is given, fails as often as it is told to, and remembers the checkpoints that a store would keep. */
public final class RecordingConsumer implements RecordConsumer {

    private final Map<String, String> checkpoints;
    private final List<StreamRecord> arrived = new ArrayList<>();
    private final List<StreamRecord> stored = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String notTaken = "";
    private Supplier<RuntimeException> failure = () -> new StoreUnavailableException("told to fail", null);

    /** @param checkpoints shared by the consumers that stand for one store */
    public RecordingConsumer(Map<String, String> checkpoints) {
        this.checkpoints = checkpoints;
    }

    public RecordingConsumer() {
        this(new ConcurrentHashMap<>());
    }

    /** Makes the next {@code times} calls of {@link #store} throw. */
    public void fail(int times, RuntimeException exception) {
        failure = () -> exception;
        failures.set(times);
    }

    /** The same with what is no exception. */
    public void fail(int times, Error error) {
        failure = () -> {
            throw error;
        };
        failures.set(times);
    }

    /** From now on {@link #store} takes no record of this device; empty for all. */
    public void handBack(String partitionKey) {
        notTaken = partitionKey;
    }

    @Override
    public synchronized void arrived(List<StreamRecord> records) {
        arrived.addAll(records);
    }

    @Override
    public synchronized List<StreamRecord> store(List<StreamRecord> records) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            refused.incrementAndGet();
            throw failure.get();
        }
        Map<Boolean, List<StreamRecord>> parts = records.stream()
                .collect(Collectors.partitioningBy(
                        record -> record.partitionKey().equals(notTaken)));
        stored.addAll(parts.get(false));
        List<StreamRecord> left = parts.get(true);
        if (left.isEmpty()) {
            StreamRecord last = records.get(records.size() - 1);
            checkpoints.put(last.shardId(), last.sequenceNumber());
        }
        return left;
    }

    public synchronized List<StreamRecord> arrived() {
        return List.copyOf(arrived);
    }

    public synchronized List<StreamRecord> stored() {
        return List.copyOf(stored);
    }

    /** How often {@link #store} threw. */
    public int refused() {
        return refused.get();
    }
}
