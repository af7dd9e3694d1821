package dev.rumbo.lake;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Where the archive lies: objects by key, in a folder or in S3. What a call has written is there for whoever reads afterwards, and no
 * failure of machine or service takes it back.
 *
 * <p>Every method throws {@link IOException} where the storage cannot be asked, or takes nothing.
 */
public interface ObjectStorage extends AutoCloseable {

    /**
     * An object.
     *
     * @param key its parts separated by {@code /}
     * @param writtenAt by the storage's clock
     */
    record Stored(String key, long bytes, Instant writtenAt) {}

    /** @throws java.nio.file.NoSuchFileException where there is none with the key */
    byte[] read(String key) throws IOException;

    /** Writes an object whole or not at all, also over one that is there. */
    void write(String key, byte[] content) throws IOException;

    /** Of several that do it at once one succeeds; false, and nothing done, where there is one with the key. */
    boolean create(String key, byte[] content) throws IOException;

    /** Harmless where there is none. */
    void delete(String key) throws IOException;

    /**
     * By key.
     *
     * @param folder what the keys begin with, up to a {@code /}
     * @param after only keys after this one; all where it is empty
     */
    List<Stored> list(String folder, String after) throws IOException;

    /** Whether other processes may write into it: what they are about to name must not be taken for a remainder. */
    boolean isShared();

    /** For people. */
    @Override
    String toString();

    @Override
    void close();
}
