package dev.rumbo.stream.sqlite;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.StreamUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The stream of the embedded engine: an SQLite file with the semantics of Kinesis.
 *
 * <p>A post goes to the shard of its device's MD5 and waits for the next {@link GroupCommit}; a thread per {@link Shard} is
 * woken by the commit and delivers. Where a consumer is, the store knows: see {@link Checkpoints}.
 */
public final class SqliteLog implements PositionStream {

    /** The one process that the folder has at a time. */
    public static final String WORKER = "embedded";

    private static final String LOCK = "rumbo.lock";

    private static final Logger LOG = Logger.getLogger(SqliteLog.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private static final int REPLAY_RECORDS = 1_000;
    private static final long REPLAY_BYTES = 4L * 1024 * 1024;

    private final FileChannel folderLock;
    private final LogFile file;
    private final HashRange range;
    private final List<Shard> shards;
    private final WriteBuffer buffer;
    private final GroupCommit writer;
    private final Thread writerThread;
    private final Clock clock;
    private final List<Thread> consumers = new ArrayList<>();
    private final AtomicReference<@Nullable Following> following;
    private volatile @Nullable Thread followingThread;
    private volatile boolean closed;

    /**
     * Opens or creates the log, which takes posts from then on.
     *
     * @throws IllegalStateException where another process has the folder open, or the file cannot be used
     */
    public SqliteLog(SqliteLogConfig config, Checkpoints checkpoints, Clock clock) {
        this.clock = clock;
        AtomicReference<@Nullable Following> followed = new AtomicReference<>();
        following = followed;
        folderLock = lock(config);
        try {
            file = LogFile.open(config);
            range = new HashRange(file.shards());
            shards = openShards(checkpoints, clock);
        } catch (SQLException | IOException unusable) {
            closeQuietly(folderLock);
            throw new IllegalStateException("the log cannot be opened: " + unusable.getMessage(), unusable);
        }
        if (file.shards() != config.shards()) {
            LOG.infof("The log keeps the %d shards that it was created with", file.shards());
        }
        buffer = new WriteBuffer(config.bufferBytes());
        writer = new GroupCommit(
                file, buffer, shards, config.retention(), clock, shard -> reached(followed.get(), shard));
        writerThread = new Thread(writer, "rumbo-log-writer");
        writerThread.start();
    }

    /** Whether another process has the folder open. */
    public static boolean isInUse(Path folder) {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return !isLocked(channel);
        } catch (IOException unusable) {
            throw new IllegalStateException("the data folder cannot be used: " + unusable, unusable);
        }
    }

    private static FileChannel lock(SqliteLogConfig config) {
        try {
            Files.createDirectories(config.folder());
            FileChannel channel = FileChannel.open(
                    config.folder().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException unusable) {
            throw new IllegalStateException("the data folder cannot be used: " + unusable, unusable);
        }
        throw new IllegalStateException("another Rumbo uses the data folder " + config.folder());
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    private List<Shard> openShards(Checkpoints checkpoints, Clock clock) throws SQLException {
        List<Shard> opened = new ArrayList<>();
        for (int i = 0; i < file.shards(); i++) {
            long stored = checkpoints
                    .sequenceNumberOf(LogFile.idOf(i))
                    .map(Long::parseLong)
                    .orElse(0L);
            // A log that was restored from before the store goes on above what the store has already seen.
            opened.add(new Shard(i, file, checkpoints, clock, Math.max(file.lastSequence(i), stored), stored));
        }
        return List.copyOf(opened);
    }

    @Override
    public CompletionStage<Void> publish(PositionPost post) {
        String key = post.device().deviceId();
        Optional<String> problem = writer.problem();
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        Pending record = new Pending(range.partOf(key), key, PostCodec.encode(post));
        return switch (buffer.offer(record)) {
            case TAKEN -> record.durable();
            case FULL -> refused("the buffer of the log is full");
            case OVER_SHARE -> refused("this device fills the buffer of the log");
            case CLOSED -> refused("the log is closed");
        };
    }

    private static CompletionStage<Void> refused(String reason) {
        return CompletableFuture.failedFuture(new StreamUnavailableException(reason, RETRY_AFTER, null));
    }

    @Override
    public void start(RecordConsumer consumer) {
        for (Shard shard : shards) {
            String id = shard.status().id();
            consumers.add(new Thread(() -> shard.announce(consumer), "rumbo-arrivals-" + id));
            consumers.add(new Thread(() -> shard.consume(consumer), "rumbo-" + id));
        }
        consumers.forEach(Thread::start);
    }

    @Override
    public Supplier<StreamStatus> follow(StreamFollower follower) {
        Following started = new Following(file, shards, follower, clock);
        following.set(started);
        Thread thread = new Thread(started, "rumbo-" + follower.name());
        followingThread = thread;
        thread.start();
        return started::status;
    }

    private static long reached(@Nullable Following follower, int shard) {
        return follower == null ? Long.MAX_VALUE : follower.reached(shard);
    }

    @Override
    public void stop() {
        if (closed) {
            return;
        }
        closed = true;
        shards.forEach(Shard::stop);
        consumers.forEach(SqliteLog::join);
        buffer.close();
        join(writerThread);
        Following known = following.get();
        Thread thread = followingThread;
        if (known != null && thread != null) {
            known.stop();
            join(thread);
        }
        try {
            file.close();
        } catch (SQLException failed) {
            LOG.warn("The log was not closed cleanly; it recovers at the next start", failed);
        }
        closeQuietly(folderLock);
    }

    private static void join(Thread thread) {
        try {
            thread.join(STOP_WITHIN.toMillis());
            if (thread.isAlive()) {
                LOG.warnf(
                        "%s did not end within %d s",
                        thread.getName(), TimeUnit.MILLISECONDS.toSeconds(STOP_WITHIN.toMillis()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException harmless) {
            LOG.debug("The lock of the data folder was not released cleanly", harmless);
        }
    }

    @Override
    public void replay(Instant from, Consumer<StreamRecord> sink) {
        try {
            for (int i = 0; i < shards.size(); i++) {
                replay(i, from, sink);
            }
        } catch (SQLException failed) {
            throw new UncheckedIOException(new IOException("the log cannot be read", failed));
        }
    }

    private void replay(int shard, Instant from, Consumer<StreamRecord> sink) throws SQLException {
        long end = shards.get(shard).committed();
        long after = file.sequenceBefore(shard, from).orElse(end);
        while (after < end) {
            List<StreamRecord> records = file.read(shard, after, REPLAY_RECORDS, REPLAY_BYTES);
            if (records.isEmpty()) {
                return;
            }
            for (StreamRecord record : records) {
                after = Long.parseLong(record.sequenceNumber());
                // A clock that was set back leaves older records after younger ones.
                if (after <= end && !record.arrivedAt().isBefore(from)) {
                    sink.accept(record);
                }
            }
        }
    }

    @Override
    public List<StreamStatus.Lease> leases() {
        return shards.stream().map(Shard::lease).toList();
    }

    @Override
    public StreamStatus status() {
        Optional<String> problem = Stream.concat(
                        writer.problem().stream(), shards.stream().flatMap(shard -> shard.problem().stream()))
                .findFirst();
        return new StreamStatus(problem, shards.stream().map(Shard::status).toList(), buffer.heldBytes());
    }
}
