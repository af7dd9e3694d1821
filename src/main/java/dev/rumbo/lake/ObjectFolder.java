package dev.rumbo.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An archive in a folder, of one process at a time. A file is written under another name and moved, so that none is ever half there. */
public final class ObjectFolder implements ObjectStorage {

    private static final String LOCK = "rumbo.lock";
    private static final String UNFINISHED = ".tmp";

    private final Path folder;
    private @Nullable FileChannel lock;
    private boolean used;

    /** @param folder created when it is first used, and then held against other processes */
    public ObjectFolder(Path folder) {
        this.folder = folder;
    }

    /** A disk that is gone is asked for again, and no other folder taken for it that is where it was. */
    private synchronized Path folder() throws IOException {
        Path held = folder.resolve(LOCK);
        if (lock != null && Files.exists(held)) {
            return folder;
        }
        close();
        if (!used) {
            Files.createDirectories(folder);
            Files.write(held, new byte[0], StandardOpenOption.CREATE);
        }
        FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another Rumbo uses the folder " + folder);
        }
        lock = channel;
        used = true;
        return folder;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    @Override
    public byte[] read(String key) throws IOException {
        return Files.readAllBytes(folder().resolve(key));
    }

    @Override
    public void write(String key, byte[] content) throws IOException {
        Path target = folder().resolve(key);
        Path parent = Files.createDirectories(target.resolveSibling("").toAbsolutePath());
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Files.deleteIfExists(unfinished);
            throw failed;
        }
        sync(parent);
        sync(folder);
    }

    /** The name itself has to be on the disk, too. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public synchronized boolean create(String key, byte[] content) throws IOException {
        if (Files.exists(folder().resolve(key))) {
            return false;
        }
        write(key, content);
        return true;
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(folder().resolve(key));
    }

    @Override
    public List<Stored> list(String under, String after) throws IOException {
        Path root = folder().resolve(under);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(this::stored)
                    .filter(stored -> stored.key().compareTo(after) > 0)
                    .sorted(Comparator.comparing(Stored::key))
                    .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private Stored stored(Path file) {
        try {
            return new Stored(
                    folder.relativize(file).toString().replace('\\', '/'),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public synchronized void close() {
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
