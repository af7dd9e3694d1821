package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.Waiting;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that brings the log's records to a follower: of all shards together, so that what it makes of them is one thing and not one
 * for each shard. Records wait in the file and not in memory.
 */
final class Following implements Runnable {

    private static final Logger LOG = Logger.getLogger(Following.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_RECORDS = 200_000;
    private static final long UNKNOWN = -1;

    private final LogFile file;
    private final List<Shard> shards;
    private final StreamFollower follower;
    private final Clock clock;
    private final AtomicLongArray reached;
    private final long[] counted;
    private long waitingBytes;
    private long waitingSinceNanos = UNKNOWN;
    private volatile boolean located;
    private volatile long oldestPendingMillis = Long.MAX_VALUE;
    private volatile @Nullable String problem;
    private String log = "";

    private final Waiting waiting = new Waiting();

    Following(LogFile file, List<Shard> shards, StreamFollower follower, Clock clock) {
        this.file = file;
        this.shards = shards;
        this.follower = follower;
        this.clock = clock;
        reached = new AtomicLongArray(shards.size());
        counted = new long[shards.size()];
    }

    /** Records up to this one it has for good; 0 while that is not known. */
    long reached(int shard) {
        return located ? reached.get(shard) : 0;
    }

    StreamStatus status() {
        long oldest = oldestPendingMillis;
        long behind = oldest == Long.MAX_VALUE ? 0 : Math.max(1, clock.millis() - oldest);
        List<StreamStatus.Shard> told = new ArrayList<>();
        for (int i = 0; i < reached.length(); i++) {
            long waiting = Math.max(0, shards.get(i).committed() - reached(i));
            told.add(new StreamStatus.Shard(LogFile.idOf(i), waiting == 0 ? 0 : behind, waiting, reached(i)));
        }
        return new StreamStatus(Optional.ofNullable(problem), told, 0);
    }

    @Override
    public void run() {
        int failures = 0;
        while (!waiting.isStopping()) {
            try {
                if (!located) {
                    locate();
                }
                boolean more = isDue() && store();
                problem = null;
                failures = 0;
                if (!more) {
                    waiting.pause(POLL);
                }
            } catch (SQLException | RuntimeException failed) {
                if (problem == null) {
                    LOG.errorf(failed, "The stream's follower %s stands still and tries again", follower.name());
                }
                problem = String.valueOf(failed.getMessage());
                waiting.pause(pause(failures++));
            }
        }
        flush();
    }

    /** What waits is not left to the next start where it can be stored now. */
    private void flush() {
        try {
            if (located && problem == null) {
                store();
            }
        } catch (SQLException | RuntimeException failed) {
            LOG.warnf("%s goes on at the next start: %s", follower.name(), failed.getMessage());
        }
    }

    void stop() {
        waiting.stop();
    }

    private void locate() throws SQLException {
        log = file.id();
        for (int i = 0; i < reached.length(); i++) {
            if (reachedOf(i) > shards.get(i).committed()) {
                LOG.warnf("The log ends before what %s has of it; it begins anew", follower.name());
                log = file.renewId();
                break;
            }
        }
        for (int i = 0; i < reached.length(); i++) {
            reached.set(i, reachedOf(i));
            counted[i] = reached.get(i);
        }
        located = true;
    }

    private long reachedOf(int shard) {
        return follower.reached(place(shard)).map(Long::parseLong).orElse(0L);
    }

    private String place(int shard) {
        return log + '/' + LogFile.idOf(shard);
    }

    private boolean isDue() throws SQLException {
        boolean waits = false;
        for (int i = 0; i < reached.length(); i++) {
            long committed = shards.get(i).committed();
            waits |= committed > reached.get(i);
            if (committed > counted[i]) {
                waitingBytes += file.bytes(i, counted[i], committed);
                counted[i] = committed;
            }
        }
        if (!waits) {
            waitingSinceNanos = UNKNOWN;
            return false;
        }
        if (waitingSinceNanos == UNKNOWN) {
            waitingSinceNanos = System.nanoTime();
            oldestPendingMillis = Math.min(oldestPendingMillis, clock.millis());
        }
        return waitingBytes >= follower.mostBytes()
                || System.nanoTime() - waitingSinceNanos >= follower.interval().toNanos();
    }

    /** True where more waits than is stored at once. */
    private boolean store() throws SQLException {
        List<StreamRecord> records = new ArrayList<>();
        long[] upTo = new long[counted.length];
        boolean more = false;
        long share = follower.mostBytes() / reached.length();
        for (int i = 0; i < reached.length(); i++) {
            long committed = shards.get(i).committed();
            upTo[i] = reached.get(i);
            for (StreamRecord record : file.read(i, upTo[i], MOST_RECORDS, share)) {
                long sequence = Long.parseLong(record.sequenceNumber());
                if (sequence <= committed) {
                    records.add(at(place(i), record));
                    upTo[i] = sequence;
                }
            }
            more |= upTo[i] < committed && upTo[i] > reached.get(i);
        }
        oldestPendingMillis = records.stream()
                .map(StreamRecord::arrivedAt)
                .min(Instant::compareTo)
                .map(Instant::toEpochMilli)
                .orElse(Long.MAX_VALUE);
        if (!records.isEmpty()) {
            follower.store(records);
        }
        for (int i = 0; i < upTo.length; i++) {
            // Of the numbers up to what was counted there are no more records.
            reached.set(i, more ? upTo[i] : Math.max(upTo[i], counted[i]));
        }
        waitingBytes = more ? follower.mostBytes() : 0;
        oldestPendingMillis = Long.MAX_VALUE;
        waitingSinceNanos = UNKNOWN;
        return more;
    }

    private static StreamRecord at(String place, StreamRecord record) {
        return new StreamRecord(
                place, record.sequenceNumber(), record.arrivedAt(), record.partitionKey(), record.data());
    }

    private static Duration pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }
}
