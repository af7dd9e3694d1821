package dev.rumbo.ingest;

import dev.rumbo.stream.StreamUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Receives the body of a phone app's request. Of one that says nothing of its size no more is held than tells that it is too
 * large, and one that does not end is given up.
 */
final class AppReception {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Buffer body = Buffer.buffer();
    private final Promise<Buffer> received = Promise.promise();

    private AppReception() {}

    /** Called before the request was resumed. More than {@link PostBody#MAX_BYTES} come out where the body is too large. */
    static Future<Buffer> of(Vertx vertx, HttpServerRequest request, Duration within) {
        AppReception reception = new AppReception();
        request.handler(reception::add);
        request.endHandler(end -> reception.received.tryComplete(reception.body));
        request.exceptionHandler(gone -> reception.received.tryFail(late("the request broke off")));
        long timer = vertx.setTimer(
                within.toMillis(), late -> reception.received.tryFail(late("the body did not arrive in time")));
        return reception.received.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    private void add(Buffer part) {
        if (received.future().isComplete()) {
            // What is not wanted any more is let go, until the answer has closed the connection.
            return;
        }
        body.appendBuffer(part);
        if (body.length() > PostBody.MAX_BYTES) {
            received.tryComplete(body);
        }
    }

    /** Ends a connection on which more of the body may come. */
    static void hangUp(HttpServerRequest request) {
        if (!request.isEnded()) {
            var unused = request.connection().close();
        }
    }

    private static StreamUnavailableException late(String why) {
        return new StreamUnavailableException(why, RETRY_AFTER, null);
    }
}
