package dev.rumbo.ingest;

import dev.rumbo.api.Problem;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Receives requests' bodies and has them read without a thread that waits for a phone: a small one is read where it arrives,
 * a large or compressed one by as many threads as there are cores. How much there may be at once, {@link Admission} decides.
 */
@Singleton
class PostBodies {

    /** About a millisecond of reading: more would hold up the other connections of an event loop. */
    private static final int SMALL_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Duration within;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread thread = new Thread(task, "rumbo-posts");
                thread.setDaemon(true);
                return thread;
            });

    PostBodies(Vertx vertx, IngestConfig config) {
        this.vertx = vertx;
        within = config.bodyWithin();
    }

    /** Makes something of a whole body. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /**
     * What the reader makes of the request's body. Called on the event loop of the request, before it was resumed.
     *
     * @return fails with {@link dev.rumbo.api.ProblemException} where the body is too large or late, and with what the reader
     *     throws
     */
    <T> Uni<T> read(HttpServerRequest request, @Nullable String contentEncoding, Reader<T> reader) {
        return Uni.createFrom()
                .<T>emitter(emitter -> new Reception<>(request, contentEncoding, reader, emitter).start());
    }

    @PreDestroy
    void close() {
        readers.shutdown();
    }

    /** One body. Its handlers run on the request's event loop. */
    private final class Reception<T> {

        private final HttpServerRequest request;
        private final @Nullable String contentEncoding;
        private final Reader<T> reader;
        private final UniEmitter<? super T> emitter;
        private final Buffer body = Buffer.buffer();
        private long timer = -1;
        private boolean over;

        Reception(
                HttpServerRequest request,
                @Nullable String contentEncoding,
                Reader<T> reader,
                UniEmitter<? super T> emitter) {
            this.request = request;
            this.contentEncoding = contentEncoding;
            this.reader = reader;
            this.emitter = emitter;
        }

        void start() {
            if (request.isEnded()) {
                read();
                return;
            }
            request.handler(this::add);
            request.endHandler(end -> received());
            request.exceptionHandler(gone -> fail(new IOException("the request broke off", gone)));
            if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
                    String.valueOf(request.getHeader(HttpHeaders.EXPECT)))) {
                var unused = request.response().writeContinue();
            }
            request.resume();
            if (!over) {
                timer = vertx.setTimer(
                        within.toMillis(), late -> fail(Problem.badRequest("The body did not arrive in time.")));
            }
        }

        private void add(Buffer part) {
            if (over) {
                return;
            }
            if (body.length() + part.length() > PostBody.MAX_BYTES) {
                fail(PostBody.tooLarge());
            } else {
                body.appendBuffer(part);
            }
        }

        private void received() {
            if (over) {
                return;
            }
            end();
            read();
        }

        private void read() {
            if (body.length() <= SMALL_BYTES && PostBody.isPlain(contentEncoding)) {
                complete();
            } else {
                readers.execute(this::complete);
            }
        }

        private void complete() {
            try {
                emitter.complete(reader.read(new ByteArrayInputStream(body.getBytes())));
            } catch (IOException | RuntimeException unreadable) {
                emitter.fail(unreadable);
            }
        }

        private void fail(Throwable failure) {
            if (!over) {
                end();
                emitter.fail(failure);
            }
        }

        private void end() {
            over = true;
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
        }
    }
}
