package dev.rumbo.store;

import org.jspecify.annotations.Nullable;

/** The store cannot answer now: unreachable, throttled, disk full or read-only. Nothing was half-applied. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean throttled;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private StoreUnavailableException(String message, @Nullable Throwable cause, boolean throttled) {
        super(message, cause);
        this.throttled = throttled;
    }

    /** Of a store that answers, and says that this is too much for now. */
    public static StoreUnavailableException throttled(String message, Throwable cause) {
        return new StoreUnavailableException(message, cause, true);
    }

    /** Whether the store answered: it may take what is written elsewhere. */
    public boolean isThrottled() {
        return throttled;
    }
}
