package dev.rumbo.accounts;

import java.time.Instant;

/**
 * A phone or logger that posts positions for its user.
 *
 * @param name what the user calls it; need not be unique
 */
public record Device(DeviceKey key, String name, Instant createdAt, State state) {

    /** Whether a device still posts, and whether its data is still there. */
    public enum State {
        /** Posts with its token. */
        ACTIVE,
        /** Its token is void; its trips stay. */
        REMOVED,
        /** Its token is void and its data was deleted: what the stream still holds of it is not stored again. */
        ERASED
    }

    /** What a device is called whose owner is no more. */
    public static final String NAMELESS = "-";

    public Device as(State newState) {
        return new Device(key, name, createdAt, newState);
    }
}
