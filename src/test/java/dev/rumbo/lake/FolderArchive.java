package dev.rumbo.lake;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.stream.StreamRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An archive in a folder, for tests of those who have to do with one. */
public final class FolderArchive implements AutoCloseable {

    private final Path folder;
    private final ObjectStorage storage;
    private final Lake lake;
    private final Archiver archiver;
    private int count;

    public FolderArchive(Path folder) {
        this.folder = folder;
        storage = new ObjectFolder(folder);
        lake = new Lake(storage, Clock.systemUTC());
        archiver = new Archiver(
                lake,
                record -> Optional.of(PostCodec.decode(record.data())),
                Duration.ofSeconds(60),
                1 << 20,
                new SimpleMeterRegistry());
    }

    public PositionArchive archive() {
        return new LakeArchive(lake, Optional::empty);
    }

    /** As if the stream had just brought them. */
    public void add(List<StreamRecord> records) {
        archiver.store(records.stream()
                .map(record -> new StreamRecord(
                        "shard", Integer.toString(++count), record.arrivedAt(), record.partitionKey(), record.data()))
                .toList());
    }

    /** Rows of a query over {@code archive}, by DuckDB. */
    public List<String> query(String sql) throws IOException, SQLException {
        return DuckDb.query(folder, sql);
    }

    @Override
    public void close() {
        storage.close();
    }
}
