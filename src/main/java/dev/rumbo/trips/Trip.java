package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import java.util.List;

/**
 * The movement of one device between two stops.
 *
 * <p>{@code drivingSeconds + idleSeconds + unknownSeconds} equals {@code end - start} in whole seconds, rounded half up,
 * and each total of the trip equals the sum of its {@code slices}.
 *
 * @param deviceId the device that drove
 * @param startMillis time of the first position
 * @param endMillis time of the last position
 * @param from where the first position lies
 * @param to where the last position lies
 * @param distanceMillimeters length of the cleaned route on the WGS 84 ellipsoid, without {@code unknownMillimeters}
 * @param unknownMillimeters straight lines across silences in which the car moved
 * @param drivingSeconds seconds in motion
 * @param idleSeconds seconds standing still inside the trip: lights, queues
 * @param unknownSeconds seconds of the silences in which the car moved
 * @param maxSpeedCentimetersPerSecond top speed, robust against a single wild value
 * @param positionCount positions of the trip that the cleaning kept
 * @param open whether no stop and no barrier follows in the positions
 * @param distanceSource what the distance was measured from
 * @param startReason why the trip starts there
 * @param endReason why the trip ends there
 * @param slices the trip cut at the quarter hours of UTC, at which every local midnight in use lies, in time order
 */
public record Trip(
        String deviceId,
        long startMillis,
        long endMillis,
        Coordinate from,
        Coordinate to,
        long distanceMillimeters,
        long unknownMillimeters,
        int drivingSeconds,
        int idleSeconds,
        int unknownSeconds,
        int maxSpeedCentimetersPerSecond,
        int positionCount,
        boolean open,
        DistanceSource distanceSource,
        Reason startReason,
        Reason endReason,
        List<Slice> slices)
        implements Segment {

    public Trip {
        slices = List.copyOf(slices);
    }

    /** What the distance of a trip was measured from. */
    public enum DistanceSource {
        /** The integral of the speed that the phone reported. */
        SPEED,
        /** The length of the smoothed path. */
        PATH
    }

    /**
     * The part of a trip inside one quarter hour.
     *
     * @param quarterStartMillis start of the quarter hour, a multiple of 900,000
     */
    public record Slice(
            long quarterStartMillis,
            long distanceMillimeters,
            long unknownMillimeters,
            int drivingSeconds,
            int idleSeconds,
            int unknownSeconds,
            int maxSpeedCentimetersPerSecond) {}
}
