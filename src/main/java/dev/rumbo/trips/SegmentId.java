package dev.rumbo.trips;

import java.util.Optional;

/**
 * The identifier of a trip, gap or stop: the device and the time of its first position, which no two of a device share.
 *
 * <p>Everything that is needed to find the segment again is in it, so that no index from id to key is kept.
 */
public record SegmentId(String deviceId, long startMillis) {

    private static final char SEPARATOR = '.';

    public static String of(String deviceId, long startMillis) {
        return deviceId + SEPARATOR + Long.toString(startMillis, Character.MAX_RADIX);
    }

    /** Empty where the text is no id that {@link #of} made. */
    public static Optional<SegmentId> parse(String text) {
        int at = text.lastIndexOf(SEPARATOR);
        if (at <= 0) {
            return Optional.empty();
        }
        try {
            SegmentId id =
                    new SegmentId(text.substring(0, at), Long.parseLong(text.substring(at + 1), Character.MAX_RADIX));
            return of(id.deviceId, id.startMillis).equals(text) ? Optional.of(id) : Optional.empty();
        } catch (NumberFormatException notAnId) {
            return Optional.empty();
        }
    }
}
