package dev.rumbo.store;

/** Another consumer wrote the device since it was read: read again and compute again. Nothing was applied. */
public final class StaleDeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleDeviceException(String message) {
        super(message);
    }
}
