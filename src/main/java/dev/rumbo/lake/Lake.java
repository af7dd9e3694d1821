package dev.rumbo.lake;

import dev.rumbo.lake.Manifest.LakeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The archive: files that never change, named by what is in them, and a manifest that says which of them count. A change writes its files
 * first and then the next version of the manifest, which the storage takes from one writer only: killed in between, it leaves files that
 * nobody names.
 */
public final class Lake {

    static final String POSITIONS = "positions/";
    static final String MANIFESTS = "manifest/";

    private static final Logger LOG = Logger.getLogger(Lake.class);

    private static final int MOST_ATTEMPTS = 50;

    /** A writer that saw the manifest longer ago may have slept through the removal of those that came after. */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final Duration OLD_MANIFEST = Duration.ofDays(1);

    /** Longer than any writer takes from its files to the manifest. */
    private static final Duration UNDER_WAY = Duration.ofHours(24);

    private final ObjectStorage storage;
    private final Clock clock;
    private Manifest newest = Manifest.EMPTY;

    public Lake(ObjectStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** What is to become of the archive. */
    interface Change {
        /**
         * Called again with a newer manifest where another writer came first.
         *
         * @return the next version, its files written; the same where there is nothing to do
         */
        Manifest of(Manifest now) throws IOException;
    }

    /** The newest manifest; asks the storage. */
    synchronized Manifest manifest() throws IOException {
        List<ObjectStorage.Stored> since = storage.list(MANIFESTS, key(newest.version()));
        if (!since.isEmpty()) {
            newest = Manifest.fromJson(storage.read(since.get(since.size() - 1).key()));
        }
        return newest;
    }

    /** Makes a change, whole or not at all, and removes the files that count no more. One at a time in this process. */
    synchronized Manifest commit(Change change) throws IOException {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Instant seen = clock.instant();
            Manifest before = manifest();
            Manifest next = change.of(before);
            if (next.version() == before.version()) {
                return before;
            }
            if (storage.create(key(next.version()), next.toJson()) && !isOvertaken(next, seen)) {
                newest = next;
                removed(before, next).forEach(this::deleteQuietly);
                return next;
            }
        }
        throw new IOException("other writers of " + storage + " were faster " + MOST_ATTEMPTS + " times");
    }

    private boolean isOvertaken(Manifest next, Instant seen) throws IOException {
        return clock.instant().isAfter(seen.plus(FRESH))
                && !storage.list(MANIFESTS, key(next.version())).isEmpty();
    }

    private static List<LakeFile> removed(Manifest before, Manifest after) {
        Set<LakeFile> left = Set.copyOf(after.files());
        return before.files().stream().filter(file -> !left.contains(file)).toList();
    }

    /** A sweep finds it later. */
    private void deleteQuietly(LakeFile file) {
        try {
            storage.delete(file.key());
        } catch (IOException later) {
            LOG.warnf("%s is still in %s: %s", file.key(), storage, later.getMessage());
        }
    }

    private static String key(long version) {
        return MANIFESTS + String.format(Locale.ROOT, "%012d.json", version);
    }

    /** Writes a file of the rows, which does not count until a manifest names it. */
    LakeFile write(LocalDate day, RowFile.Writer rows) throws IOException {
        byte[] content = rows.finish();
        LakeFile file = new LakeFile(day.toString(), sha256(content) + ".parquet", rows.rows(), content.length);
        storage.write(file.key(), content);
        return file;
    }

    RowFile.Reader read(LakeFile file) throws IOException {
        return new RowFile.Reader(storage.read(file.key()));
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Deletes what no manifest names and nobody is about to name: remainders of writers that died, and old manifests. */
    synchronized void sweep() throws IOException {
        Manifest now = manifest();
        Set<String> named = now.files().stream().map(LakeFile::key).collect(Collectors.toSet());
        Instant before = storage.isShared() ? clock.instant().minus(UNDER_WAY) : Instant.MAX;
        delete(storage.list(POSITIONS, "").stream()
                .filter(stored ->
                        !named.contains(stored.key()) && stored.writtenAt().isBefore(before))
                .toList());
        Instant old = clock.instant().minus(OLD_MANIFEST);
        delete(storage.list(MANIFESTS, "").stream()
                .filter(stored -> stored.key().compareTo(key(now.version())) < 0
                        && stored.writtenAt().isBefore(old))
                .toList());
    }

    private void delete(Collection<ObjectStorage.Stored> objects) throws IOException {
        for (ObjectStorage.Stored object : objects) {
            storage.delete(object.key());
        }
    }

    /** Where it lies, for people. */
    @Override
    public String toString() {
        return storage.toString();
    }

    /** What the storage cannot do now. */
    static UncheckedIOException unavailable(IOException failed) {
        return new UncheckedIOException("the archive: " + failed.getMessage(), failed);
    }

    public void close() {
        storage.close();
    }
}
