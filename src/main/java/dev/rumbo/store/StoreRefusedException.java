package dev.rumbo.store;

/** The store will not take what it was given, however often it is asked: an item too large, a rule of its own. */
public final class StoreRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
