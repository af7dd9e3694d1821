package dev.rumbo.store;

import org.jspecify.annotations.Nullable;

/** The store cannot answer now: unreachable, throttled, disk full or read-only. Nothing was half-applied. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
