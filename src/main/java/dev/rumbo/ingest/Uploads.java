package dev.rumbo.ingest;

import dev.rumbo.api.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Files on their way in, a chunk at a time, in a folder of this process for temporary files. What nobody went on with for an
 * hour is removed, and so is the folder of a process that was killed.
 */
@ApplicationScoped
public class Uploads {

    private static final Logger LOG = Logger.getLogger(Uploads.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final String FOLDER = "rumbo-uploads-";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    private final IngestConfig config;
    private final Clock clock;
    private volatile Path folder;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "uploads");
        thread.setDaemon(true);
        return thread;
    });

    Uploads(IngestConfig config, Clock clock) throws IOException {
        this.config = config;
        this.clock = clock;
        folder = Files.createTempDirectory(FOLDER);
        Future<?> unused = sweeper.scheduleWithFixedDelay(this::sweep, 0, 10, TimeUnit.MINUTES);
    }

    @PreDestroy
    void close() {
        sweeper.shutdownNow();
        removeAll(folder);
    }

    /**
     * Bytes that are here already; 0 of an upload that has not begun.
     *
     * @param holder the id of the device or user that the upload is of; uploads of others are never found
     */
    public long bytes(String holder, String id) {
        Path file = file(holder, id);
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Appends a chunk.
     *
     * @param offset where it belongs; has to be the number of bytes that are here
     * @return bytes that are here now
     */
    public synchronized long append(String holder, String id, long offset, InputStream chunk) throws IOException {
        // While nobody uploaded, another process or the machine may have tidied up.
        if (!Files.isDirectory(folder)) {
            folder = Files.createTempDirectory(FOLDER);
        }
        Path file = file(holder, id);
        long here = bytes(holder, id);
        if (offset != here) {
            throw Problem.conflict("offset", "The upload has " + here + " bytes; go on from there.");
        }
        byte[] bytes = chunk.readAllBytes();
        if (here + bytes.length > config.uploadFileBytes() || held() + bytes.length > config.uploadBytes()) {
            Files.deleteIfExists(file);
            throw Problem.tooLarge("There is no room for the file here. Pack it with gzip, or import it in parts.");
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(bytes);
        }
        return here + bytes.length;
    }

    /** What was uploaded; empty where there is nothing of that id. */
    public Optional<FileImport.Source> find(String holder, String id) {
        Path file = file(holder, id);
        return Files.exists(file) ? Optional.of(() -> Files.newInputStream(file)) : Optional.empty();
    }

    /** Harmless when repeated. */
    public void remove(String holder, String id) {
        try {
            Files.deleteIfExists(file(holder, id));
        } catch (IOException failed) {
            LOG.warnf("An upload stays for up to an hour: %s", failed.getMessage());
        }
    }

    /** Both ids have only characters that no path gives a meaning. */
    private Path file(String holder, String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.badRequest("id", "the id of an upload has 8 to 64 letters, digits and hyphens");
        }
        return folder.resolve(holder + "." + id);
    }

    private long held() throws IOException {
        long held = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                held += Files.size(file);
            }
        }
        return held;
    }

    /** Removes what nobody went on with for an hour. */
    void sweep() {
        Instant oldest = clock.instant().minus(KEPT);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(
                Objects.requireNonNull(folder.toAbsolutePath().getParent()), FOLDER + "*")) {
            for (Path each : folders) {
                sweep(each, oldest);
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warnf("Old uploads could not be removed now: %s", failed.getMessage());
        }
    }

    private void sweep(Path each, Instant oldest) throws IOException {
        boolean empty = true;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(each)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                } else {
                    empty = false;
                }
            }
        }
        if (empty
                && !each.equals(folder)
                && Files.getLastModifiedTime(each).toInstant().isBefore(oldest)) {
            Files.deleteIfExists(each);
        }
    }

    private static void removeAll(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException failed) {
            LOG.warnf("Uploads stay until the next start: %s", failed.getMessage());
        }
    }
}
