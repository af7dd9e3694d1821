package dev.rumbo.engine;

import dev.rumbo.lake.ObjectFolder;
import dev.rumbo.lake.ObjectStorage;
import dev.rumbo.lake.s3.S3Storage;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Whether an archive of all positions is kept, and where. */
@Singleton
class ArchiveConfig {

    private static final String S3 = "s3://";

    /** Records are copied once more while a file is made of them. */
    private static final int SHARE_OF_HEAP = 8;

    private final Optional<String> place;
    private final Optional<URI> endpoint;
    private final Duration interval;
    private final long bytes;

    /**
     * @param place a folder, or {@code s3://bucket/prefix}; without it no archive is kept
     * @param endpoint of a service that speaks S3's protocol; AWS where it is left out
     * @param interval how long positions wait for others
     * @param bytes of records that wait, all shards together; never more than an eighth of the heap
     */
    ArchiveConfig(
            @ConfigProperty(name = "rumbo.archive") Optional<String> place,
            @ConfigProperty(name = "rumbo.archive.endpoint") Optional<URI> endpoint,
            @ConfigProperty(name = "rumbo.archive.interval", defaultValue = "60s") Duration interval,
            @ConfigProperty(name = "rumbo.archive.bytes", defaultValue = "67108864") long bytes) {
        this.place = place;
        this.endpoint = endpoint;
        this.interval = interval;
        this.bytes = bytes;
    }

    /** @param interceptors that see each call of S3 */
    Optional<ObjectStorage> storage(List<ExecutionInterceptor> interceptors) {
        return place.map(text -> text.startsWith(S3)
                ? S3Storage.open(URI.create(text), endpoint, interceptors)
                : new ObjectFolder(Path.of(text)));
    }

    Duration interval() {
        return interval;
    }

    long bytes() {
        return Math.min(bytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }
}
