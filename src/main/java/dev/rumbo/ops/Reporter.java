package dev.rumbo.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.search.Search;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Works out every few seconds what this instance says of itself: to operators, to the other instances and as metrics of its shards. */
@ApplicationScoped
public class Reporter {

    private static final int EVERY_SECONDS = 5;

    /** A minute of samples. */
    private static final int SAMPLES = 13;

    private static final int BUSIEST = 5;

    private final PositionStream stream;
    private final PositionArchive archive;
    private final BusyDevices busy;
    private final Instances instances;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final ScheduledExecutorService executor;
    private final MultiGauge behind;
    private final MultiGauge waiting;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, double accepted, double stored, double refused, Map<String, Long> arrived) {}

    Reporter(
            PositionStream stream,
            PositionArchive archive,
            BusyDevices busy,
            Instances instances,
            ObjectMapper json,
            MeterRegistry meters,
            ScheduledExecutorService executor) {
        this.stream = stream;
        this.archive = archive;
        this.busy = busy;
        this.instances = instances;
        this.json = json;
        this.meters = meters;
        this.executor = executor;
        behind = MultiGauge.builder("rumbo.stream.behind")
                .description(
                        "Age of the oldest record of the shard that this instance did not store yet; 0 where there is none")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("rumbo.stream.buffered", stream, it -> it.status().bufferedBytes())
                .description("Bytes of the posts that are not acknowledged yet")
                .baseUnit("bytes")
                .register(meters);
        waiting = MultiGauge.builder("rumbo.stream.waiting")
                .description("Records of the shard that this instance knows and did not store yet")
                .baseUnit("records")
                .register(meters);
    }

    /** Before the instance first says how it does. */
    void start(@Observes @Priority(1) StartupEvent event) {
        instances.reportBy(this::text);
        var unused = executor.scheduleWithFixedDelay(this::sample, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** As of now. */
    public synchronized Report report() {
        StreamStatus status = stream.status();
        Sample last = take(status);
        Sample first = samples.isEmpty() ? last : samples.getFirst();
        double seconds = Math.max(1, (last.nanos - first.nanos) / 1e9);
        Runtime machine = Runtime.getRuntime();
        return new Report(
                status.problem().or(archive::problem).orElse(null),
                (last.accepted - first.accepted) / seconds,
                (last.stored - first.stored) / seconds,
                (last.refused - first.refused) / seconds,
                (long) count("rumbo.tracking.records.set.aside", Tags.empty()),
                status.bufferedBytes(),
                (long) Optional.ofNullable(meters.find("rumbo.live.viewers").gauge())
                        .map(gauge -> gauge.value())
                        .orElse(0.0)
                        .doubleValue(),
                machine.totalMemory() - machine.freeMemory(),
                machine.maxMemory(),
                status.shards().stream()
                        .map(shard -> new Report.ShardReport(
                                shard.id(),
                                shard.behindMillis(),
                                shard.waitingRecords(),
                                (shard.arrivedRecords() - first.arrived.getOrDefault(shard.id(), 0L)) / seconds))
                        .toList(),
                busy.most(BUSIEST));
    }

    private String text() {
        try {
            return json.writeValueAsString(report());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private synchronized void sample() {
        StreamStatus status = stream.status();
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(take(status));
        behind.register(rows(status, shard -> shard.behindMillis() / 1_000.0), true);
        waiting.register(rows(status, StreamStatus.Shard::waitingRecords), true);
    }

    private interface Value {
        double of(StreamStatus.Shard shard);
    }

    private static List<MultiGauge.Row<?>> rows(StreamStatus status, Value value) {
        return status.shards().stream()
                .<MultiGauge.Row<?>>map(shard -> MultiGauge.Row.of(Tags.of("shard", shard.id()), value.of(shard)))
                .toList();
    }

    private Sample take(StreamStatus status) {
        Map<String, Long> arrived = new HashMap<>();
        status.shards().forEach(shard -> arrived.put(shard.id(), shard.arrivedRecords()));
        return new Sample(
                System.nanoTime(),
                count("rumbo.ingest.positions", Tags.of("outcome", "accepted")),
                count("rumbo.tracking.positions", Tags.empty()),
                count("rumbo.ingest.posts.refused", Tags.empty()),
                arrived);
    }

    private double count(String name, Tags tags) {
        return Search.in(meters).name(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
