package dev.rumbo.lake.s3;

import dev.rumbo.lake.ObjectStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An archive in a bucket that several processes may write into. */
public final class S3Storage implements ObjectStorage {

    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** A file of 64 MB takes as long over a line of 10 Mbit/s. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(3);

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    private S3Storage(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * Region and credentials come from the environment, as for every AWS program.
     *
     * @param place {@code s3://bucket} or {@code s3://bucket/prefix}
     * @param endpoint of another service than AWS
     * @param interceptors that see each call
     */
    public static S3Storage open(URI place, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(override -> {
                    override.apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                            .apiCallTimeout(CALL_TIMEOUT)
                            .retryStrategy(RetryMode.STANDARD);
                    interceptors.forEach(override::addExecutionInterceptor);
                });
        // Names of hosts with the bucket in them are AWS's alone.
        endpoint.ifPresent(address -> builder.endpointOverride(address).forcePathStyle(true));
        String path = place.getPath().replaceAll("^/|/$", "");
        return new S3Storage(builder.build(), place.getHost(), path.isEmpty() ? "" : path + '/');
    }

    private <T> T call(String key, Supplier<T> call) throws IOException {
        try {
            return call.get();
        } catch (NoSuchKeyException gone) {
            NoSuchFileException missing = new NoSuchFileException(key);
            missing.initCause(gone);
            throw missing;
        } catch (SdkException failed) {
            throw new IOException("S3 does not take or give " + key + ": " + failed.getMessage(), failed);
        }
    }

    @Override
    public byte[] read(String key) throws IOException {
        return call(
                key,
                () -> client.getObjectAsBytes(request -> request.bucket(bucket).key(prefix + key))
                        .asByteArrayUnsafe());
    }

    @Override
    public void write(String key, byte[] content) throws IOException {
        call(
                key,
                () -> client.putObject(
                        request -> request.bucket(bucket).key(prefix + key), RequestBody.fromBytes(content)));
    }

    @Override
    public boolean create(String key, byte[] content) throws IOException {
        return call(key, () -> {
                    try {
                        client.putObject(
                                request ->
                                        request.bucket(bucket).key(prefix + key).ifNoneMatch("*"),
                                RequestBody.fromBytes(content));
                        return Outcome.CREATED;
                    } catch (S3Exception refused) {
                        return switch (refused.statusCode()) {
                            case CONFLICT -> Outcome.OTHERS;
                            case PRECONDITION_FAILED -> Outcome.THERE;
                            default -> throw refused;
                        };
                    }
                })
                .isCreated(() -> read(key), content);
    }

    private enum Outcome {
        CREATED,
        THERE,
        OTHERS;

        /** A call that was repeated since its answer was lost meets what it wrote itself. */
        boolean isCreated(Reading there, byte[] content) throws IOException {
            return this == CREATED || (this == THERE && Arrays.equals(there.read(), content));
        }
    }

    private interface Reading {
        byte[] read() throws IOException;
    }

    @Override
    public void delete(String key) throws IOException {
        call(key, () -> client.deleteObject(request -> request.bucket(bucket).key(prefix + key)));
    }

    @Override
    public List<Stored> list(String folder, String after) throws IOException {
        List<Stored> found = new ArrayList<>();
        @Nullable String next = null;
        do {
            String token = next;
            ListObjectsV2Response page = call(
                    folder,
                    () -> client.listObjectsV2(request -> request.bucket(bucket)
                            .prefix(prefix + folder)
                            .startAfter(after.isEmpty() ? null : prefix + after)
                            .continuationToken(token)));
            page.contents()
                    .forEach(object -> found.add(
                            new Stored(object.key().substring(prefix.length()), object.size(), object.lastModified())));
            next = page.nextContinuationToken();
        } while (next != null);
        return found;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return "s3://" + bucket + '/' + prefix;
    }
}
