package dev.rumbo.archive;

import dev.rumbo.accounts.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of the account, without its token.
 *
 * @param removed whether its token was void; its trips were still there
 */
record ArchivedDevice(
        @Nullable String id,
        @Nullable String name,
        @Nullable Instant created,
        boolean removed) {

    private static final int LONGEST_NAME = 200;

    static ArchivedDevice of(Device device) {
        return new ArchivedDevice(
                device.key().deviceId(), device.name(), device.createdAt(), device.state() == Device.State.REMOVED);
    }

    /** The field that is missing or not valid; empty where none is. */
    String problem() {
        if (id == null || id.isBlank() || id.length() > LONGEST_NAME) {
            return "id";
        }
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            return "name";
        }
        return created == null ? "created" : "";
    }
}
