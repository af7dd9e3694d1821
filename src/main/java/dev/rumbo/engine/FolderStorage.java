package dev.rumbo.engine;

import dev.rumbo.ops.Storage;
import dev.rumbo.sqlite.DataFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the embedded engine. */
record FolderStorage(Path folder) implements Storage {

    /** What SQLite has not yet written into the file itself. */
    private static final String WRITE_AHEAD = "-wal";

    @Override
    public String engine() {
        return "embedded";
    }

    @Override
    public List<StoragePart> parts() {
        return Stream.of(DataFolder.LOG, DataFolder.STORE)
                .map(name -> new StoragePart(name, bytes(name) + bytes(name + WRITE_AHEAD), null))
                .toList();
    }

    /** 0 where there is no such file. */
    private long bytes(String name) {
        return folder.resolve(name).toFile().length();
    }

    @Override
    public Optional<Long> freeBytes() {
        return Optional.of(folder.toFile().getUsableSpace());
    }
}
