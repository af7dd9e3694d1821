package dev.rumbo.engine;

import dev.rumbo.scaling.Scaler;
import dev.rumbo.shards.ShardPolicy;
import dev.rumbo.stream.PositionStream;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs the {@link Scaler} of this instance where the configuration asks for one. */
@Singleton
class ShardScaling {

    private final Engine engine;
    private final PositionStream stream;
    private final AwsEngineConfig config;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rumbo-scaling");
        thread.setDaemon(true);
        return thread;
    });

    ShardScaling(Engine engine, PositionStream stream, AwsEngineConfig config, MeterRegistry meters, Clock clock) {
        this.engine = engine;
        this.stream = stream;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
    }

    void start() {
        if (!config.scaling().enabled()) {
            return;
        }
        engine.shards().ifPresent(shards -> {
            AwsEngineConfig.Scaling wanted = config.scaling();
            Scaler scaler = new Scaler(
                    shards.store(),
                    shards.count(),
                    new ShardPolicy(
                            wanted.least(),
                            wanted.most(),
                            wanted.filledTo(),
                            ShardPolicy.CHANGES_A_DAY,
                            ShardPolicy.KEPT_FOR_GROWTH),
                    wanted.minute(),
                    this::load,
                    engine.worker(),
                    clock);
            long millis = wanted.minute().toMillis();
            var unused = timer.scheduleAtFixedRate(scaler::tick, millis, millis, TimeUnit.MILLISECONDS);
        });
    }

    void stop() {
        timer.shutdownNow();
    }

    /** A record that waits to be stored was read: only what is older is still in the stream. */
    private Scaler.Load load() {
        long behind = stream.status().shards().stream()
                .mapToLong(shard -> shard.behindMillis())
                .max()
                .orElse(0);
        return new Scaler.Load(
                count("rumbo.kinesis.put.bytes"),
                count("rumbo.kinesis.put.records"),
                count("rumbo.kinesis.put.refused"),
                Math.max(0, behind - config.flushInterval().toMillis()));
    }

    private long count(String name) {
        return (long) Search.in(meters).name(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
