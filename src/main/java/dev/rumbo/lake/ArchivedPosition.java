package dev.rumbo.lake;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of the archive: one position, with what it takes to store it again as it came. The one definition of the archive's schema:
 * whoever writes or reads it follows {@link ArchiveSchema}.
 *
 * <p>Numbers are integers in the precision in which positions are stored, so that nothing is rounded on the way there and back.
 *
 * @param deviceId of the device that recorded it
 * @param timeMillis when it was recorded, in milliseconds since 1970-01-01T00:00Z; its UTC day is the partition
 * @param latitudeE7 WGS 84 latitude in 1e-7 degree
 * @param longitudeE7 WGS 84 longitude in 1e-7 degree
 * @param speedCentimetersPerSecond speed over ground in cm/s; null where the phone did not tell, as for the three after it
 * @param courseDecidegrees direction of motion in 0.1 degree clockwise from true north
 * @param altitudeDecimeters altitude in 0.1 m above whatever the phone measures from
 * @param accuracyDecimeters 68 % horizontal radius in 0.1 m
 * @param receivedMillis when the stream took it, in milliseconds since 1970-01-01T00:00Z
 * @param fleetId of the device's owner
 * @param userId of the device's owner
 * @param importId of the import that it belongs to; null where a phone sent it
 * @param borderFromMillis where a border of that import begins which this position ends; null where none does
 */
public record ArchivedPosition(
        String deviceId,
        long timeMillis,
        int latitudeE7,
        int longitudeE7,
        @Nullable Integer speedCentimetersPerSecond,
        @Nullable Integer courseDecidegrees,
        @Nullable Integer altitudeDecimeters,
        @Nullable Integer accuracyDecimeters,
        long receivedMillis,
        String fleetId,
        String userId,
        @Nullable String importId,
        @Nullable Long borderFromMillis) {

    private static final Comparator<@Nullable Integer> INTEGERS = Comparator.nullsFirst(Comparator.naturalOrder());

    /** By device and time, then by everything else but when it was received. */
    static final Comparator<ArchivedPosition> BY_CONTENT = Comparator.comparing(ArchivedPosition::deviceId)
            .thenComparing(ArchivedPosition::fleetId)
            .thenComparing(ArchivedPosition::userId)
            .thenComparingLong(ArchivedPosition::timeMillis)
            .thenComparingInt(ArchivedPosition::latitudeE7)
            .thenComparingInt(ArchivedPosition::longitudeE7)
            .thenComparing(ArchivedPosition::speedCentimetersPerSecond, INTEGERS)
            .thenComparing(ArchivedPosition::courseDecidegrees, INTEGERS)
            .thenComparing(ArchivedPosition::altitudeDecimeters, INTEGERS)
            .thenComparing(ArchivedPosition::accuracyDecimeters, INTEGERS)
            .thenComparing(ArchivedPosition::importId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ArchivedPosition::borderFromMillis, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The order of a file; the newest of equal positions comes last. */
    static final Comparator<ArchivedPosition> ORDER = BY_CONTENT.thenComparingLong(ArchivedPosition::receivedMillis);
}
