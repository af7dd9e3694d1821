package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.StreamUnavailableException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the log: whatever waits goes into one transaction and so shares one sync of the disk; while
 * that runs, the next group gathers.
 *
 * <p>Promises are completed on this thread, so what hangs on them must not block.
 */
final class GroupCommit implements Runnable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /** Keeps a transaction below some 20 ms of writing, so that the answers before it are not late. */
    private static final long GROUP_BYTES = 4L * 1024 * 1024;

    /** How often the disk is tried while it fails; a post in between is refused at once. */
    private static final Duration PROBE_EVERY = Duration.ofMillis(250);

    private static final Duration TRIM_EVERY = Duration.ofSeconds(1);

    /** Few enough to delay a group by less than about 5 ms. */
    private static final int TRIM_STEP = 1_000;

    /** A follower that stands still for longer does not get what it missed: the disk is not filled for its sake. */
    private static final Duration LONGEST_FOLLOWED = Duration.ofDays(7);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LogFile file;
    private final WriteBuffer buffer;
    private final List<Shard> shards;
    private final Duration retention;
    private final Clock clock;
    private final IntToLongFunction followed;
    private final long[] nextSequences;
    private long trimmedAtMillis;
    private volatile @Nullable String problem;

    /** @param followed up to which record of a shard the follower has all; {@link Long#MAX_VALUE} where there is none */
    GroupCommit(
            LogFile file,
            WriteBuffer buffer,
            List<Shard> shards,
            Duration retention,
            Clock clock,
            IntToLongFunction followed) {
        this.file = file;
        this.buffer = buffer;
        this.shards = shards;
        this.retention = retention;
        this.clock = clock;
        this.followed = followed;
        this.nextSequences =
                shards.stream().mapToLong(shard -> shard.committed() + 1).toArray();
    }

    /** Why the log takes no records now. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void run() {
        try {
            while (!buffer.isDone()) {
                List<Pending> group = buffer.take(GROUP_BYTES, problem == null ? TRIM_EVERY : PROBE_EVERY);
                if (!group.isEmpty()) {
                    write(group);
                } else if (problem != null) {
                    probe();
                }
                trim();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Pending> group) {
        long[] sequences = nextSequences.clone();
        long now = clock.millis();
        List<LogFile.Entry> entries = new ArrayList<>(group.size());
        for (Pending record : group) {
            entries.add(record.at(sequences[record.shard()]++, now));
        }
        try {
            file.append(entries);
        } catch (SQLException | RuntimeException failed) {
            fail(failed);
            buffer.release(group);
            refuse(group, failed);
            return;
        }
        recovered();
        buffer.release(group);
        entries.forEach(entry -> shards.get(entry.shard()).keep(entry));
        for (int i = 0; i < sequences.length; i++) {
            if (sequences[i] > nextSequences[i]) {
                nextSequences[i] = sequences[i];
                shards.get(i).committed(sequences[i] - 1);
            }
        }
        group.forEach(record -> record.durable().complete(null));
    }

    private void refuse(List<Pending> group, Exception failed) {
        StreamUnavailableException unavailable =
                new StreamUnavailableException("the log cannot be written", RETRY_AFTER, failed);
        group.forEach(record -> record.durable().completeExceptionally(unavailable));
    }

    private void fail(Exception failed) {
        if (problem == null) {
            LOG.errorf(failed, "The log cannot be written; posts are refused until it can");
        }
        problem = "the log cannot be written: " + failed.getMessage();
    }

    private void recovered() {
        if (problem != null) {
            LOG.info("The log can be written again");
            problem = null;
        }
    }

    /** A commit that failed may still have reached the disk, so the numbers that it took are read again. */
    private void probe() {
        try {
            file.probe();
            for (int i = 0; i < nextSequences.length; i++) {
                nextSequences[i] = Math.max(nextSequences[i], file.lastSequence(i) + 1);
                shards.get(i).committedUnheard(nextSequences[i] - 1);
            }
            recovered();
        } catch (SQLException | RuntimeException stillFailing) {
            fail(stillFailing);
        }
    }

    private void trim() {
        long now = clock.millis();
        if (problem != null || Math.abs(now - trimmedAtMillis) < TRIM_EVERY.toMillis()) {
            return;
        }
        boolean more = false;
        try {
            for (int i = 0; i < nextSequences.length; i++) {
                // The last record stays, so that its sequence number is never given to another.
                long below = Math.min(shards.get(i).settled() + 1, nextSequences[i] - 1);
                long needed = followed.applyAsLong(i);
                int trimmed =
                        file.trim(i, Math.min(below, needed), clock.instant().minus(retention), TRIM_STEP);
                if (needed < below && retention.compareTo(LONGEST_FOLLOWED) < 0) {
                    trimmed += file.trim(i, below, clock.instant().minus(LONGEST_FOLLOWED), TRIM_STEP);
                }
                more |= trimmed >= TRIM_STEP;
            }
        } catch (SQLException | RuntimeException failed) {
            fail(failed);
        }
        trimmedAtMillis = more ? 0 : now;
    }
}
