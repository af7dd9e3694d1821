package dev.rumbo.engine;

import dev.rumbo.aws.CallCounter;
import dev.rumbo.lake.Archiver;
import dev.rumbo.lake.Lake;
import dev.rumbo.lake.LakeArchive;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.tracking.TripTracker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** The archive of an installation that keeps one, and who writes it. */
@Singleton
class Archiving {

    private static final Logger LOG = Logger.getLogger(Archiving.class);

    private final Optional<Lake> lake;
    private final ArchiveConfig config;
    private final MeterRegistry meters;
    private volatile Supplier<StreamStatus> written = () -> new StreamStatus(Optional.empty(), List.of(), 0);

    Archiving(ArchiveConfig config, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.meters = meters;
        this.lake = config.storage(List.of(new CallCounter(meters))).map(storage -> new Lake(storage, clock));
    }

    PositionArchive archive() {
        return lake.<PositionArchive>map(
                        kept -> new LakeArchive(kept, () -> written.get().problem()))
                .orElse(PositionArchive.NONE);
    }

    /** Before the stream's consumer, so that nothing is thrown away in between. */
    void start(PositionStream stream, TripTracker tracker) {
        lake.ifPresent(kept -> {
            LOG.infof("Archive: %s", kept);
            written = stream.follow(new Archiver(kept, tracker::decode, config.interval(), config.bytes(), meters));
            Gauge.builder("rumbo.archive.behind", this, Archiving::behindSeconds)
                    .description("Age of the oldest record that is not archived yet; 0 where there is none")
                    .baseUnit("seconds")
                    .register(meters);
        });
    }

    private double behindSeconds() {
        return written.get().shards().stream()
                        .mapToLong(StreamStatus.Shard::behindMillis)
                        .max()
                        .orElse(0)
                / 1_000.0;
    }

    /** After the stream, which writes what it can before. */
    void close() {
        lake.ifPresent(Lake::close);
    }
}
