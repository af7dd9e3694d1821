package dev.rumbo.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stream cannot take a record now; nothing of it was acknowledged. */
public final class StreamUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public StreamUnavailableException(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** When trying again makes sense; whole seconds, at least one. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
