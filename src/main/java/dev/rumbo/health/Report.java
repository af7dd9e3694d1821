package dev.rumbo.health;

import dev.rumbo.trips.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One request of a device. Times are milliseconds since 1970-01-01T00:00Z.
 *
 * @param source the app by the name in its address
 * @param positions that were accepted
 * @param rejected what was not, as far as it is told one by one
 * @param rejectedCount how many were not
 * @param heartbeatMillis when the app said that it lives, without a fix
 * @param createdMillis when the message was made
 * @param batteryPercent 0 to 100
 * @param identifier what the app calls the device
 */
public record Report(
        long receivedMillis,
        String source,
        List<Position> positions,
        List<Rejection> rejected,
        int rejectedCount,
        OptionalLong heartbeatMillis,
        OptionalLong createdMillis,
        OptionalDouble batteryPercent,
        Optional<Boolean> charging,
        Optional<String> identifier) {

    public Report {
        positions = List.copyOf(positions);
        rejected = List.copyOf(rejected);
    }

    /**
     * Something that was not taken.
     *
     * @param sample what it said, without what is private
     */
    public record Rejection(String reason, String sample) {}
}
