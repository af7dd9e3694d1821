package dev.rumbo.lake;

import dev.rumbo.lake.Manifest.LakeFile;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Writes what the stream brings into the archive, each record once. */
public final class Archiver implements StreamFollower {

    private static final Logger LOG = Logger.getLogger(Archiver.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Lake lake;
    private final Function<StreamRecord, Optional<PositionPost>> decoder;
    private final Duration interval;
    private final long mostBytes;
    private final Merging merging;
    private final Counter rows;
    private final Counter files;
    private final Counter failures;
    private long sweptNanos;
    private boolean swept;

    /**
     * @param decoder what a record says; empty where it cannot be read, which the stream's consumer sees to
     * @param interval how long positions wait for others, so that files are few
     * @param mostBytes of records that wait; more are written at once
     */
    public Archiver(
            Lake lake,
            Function<StreamRecord, Optional<PositionPost>> decoder,
            Duration interval,
            long mostBytes,
            MeterRegistry meters) {
        this.lake = lake;
        this.decoder = decoder;
        this.interval = interval;
        this.mostBytes = mostBytes;
        this.merging = new Merging(lake);
        rows = Counter.builder("rumbo.archive.positions")
                .description("Positions written into the archive")
                .register(meters);
        files = Counter.builder("rumbo.archive.files")
                .description("Files written into the archive")
                .register(meters);
        failures = Counter.builder("rumbo.archive.failures")
                .description("Times that the archive could not be written; it is tried again")
                .register(meters);
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public long mostBytes() {
        return mostBytes;
    }

    @Override
    public Optional<String> reached(String shardId) {
        try {
            return Optional.ofNullable(lake.manifest().reached().get(shardId));
        } catch (IOException failed) {
            throw Lake.unavailable(failed);
        }
    }

    @Override
    public void store(List<StreamRecord> records) {
        List<LakeFile> added = new ArrayList<>();
        try {
            lake.commit(now -> add(now, records, added));
        } catch (IOException failed) {
            failures.increment();
            throw Lake.unavailable(failed);
        }
        added.forEach(file -> rows.increment((double) file.rows()));
        files.increment(added.size());
        tidy();
    }

    private Manifest add(Manifest now, List<StreamRecord> records, List<LakeFile> added) throws IOException {
        added.clear();
        List<StreamRecord> fresh =
                records.stream().filter(record -> !now.holds(record)).toList();
        if (fresh.isEmpty()) {
            return now;
        }
        added.addAll(Batch.of(fresh, decoder, now).write(lake));
        return now.with(fresh, added);
    }

    /** What fails here costs space alone. */
    private void tidy() {
        try {
            merging.merge();
            if (!swept || System.nanoTime() - sweptNanos > SWEEP_EVERY.toNanos()) {
                lake.sweep();
                swept = true;
                sweptNanos = System.nanoTime();
            }
        } catch (IOException | RuntimeException later) {
            failures.increment();
            LOG.warnf(later, "%s could not be tidied up; it is tried again", lake);
        }
    }
}
