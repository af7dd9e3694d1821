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
 * @param edits what the owner made of it
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
        List<Slice> slices,
        Edits edits)
        implements Segment {

    public Trip {
        slices = List.copyOf(slices);
    }

    /** A trip as it was found, without corrections. */
    public Trip(
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
            List<Slice> slices) {
        this(
                deviceId,
                startMillis,
                endMillis,
                from,
                to,
                distanceMillimeters,
                unknownMillimeters,
                drivingSeconds,
                idleSeconds,
                unknownSeconds,
                maxSpeedCentimetersPerSecond,
                positionCount,
                open,
                distanceSource,
                startReason,
                endReason,
                slices,
                Edits.NONE);
    }

    /** A trip whose totals are those of its slices. */
    static Trip of(
            String deviceId,
            long startMillis,
            long endMillis,
            Coordinate from,
            Coordinate to,
            List<Slice> slices,
            int positionCount,
            boolean open,
            DistanceSource distanceSource,
            Reason startReason,
            Reason endReason) {
        long distance = 0;
        long unknown = 0;
        int driving = 0;
        int idle = 0;
        int unknownSeconds = 0;
        int maxSpeed = 0;
        for (Slice slice : slices) {
            distance += slice.distanceMillimeters();
            unknown += slice.unknownMillimeters();
            driving += slice.drivingSeconds();
            idle += slice.idleSeconds();
            unknownSeconds += slice.unknownSeconds();
            maxSpeed = Math.max(maxSpeed, slice.maxSpeedCentimetersPerSecond());
        }
        return new Trip(
                deviceId,
                startMillis,
                endMillis,
                from,
                to,
                distance,
                unknown,
                driving,
                idle,
                unknownSeconds,
                maxSpeed,
                positionCount,
                open,
                distanceSource,
                startReason,
                endReason,
                slices);
    }

    /** The same trip, with these edits instead of its own. */
    public Trip with(Edits other) {
        return edits.equals(other)
                ? this
                : new Trip(
                        deviceId,
                        startMillis,
                        endMillis,
                        from,
                        to,
                        distanceMillimeters,
                        unknownMillimeters,
                        drivingSeconds,
                        idleSeconds,
                        unknownSeconds,
                        maxSpeedCentimetersPerSecond,
                        positionCount,
                        open,
                        distanceSource,
                        startReason,
                        endReason,
                        slices,
                        other);
    }

    /** The same trip, once something follows it. */
    public Trip closed() {
        return open
                ? new Trip(
                        deviceId,
                        startMillis,
                        endMillis,
                        from,
                        to,
                        distanceMillimeters,
                        unknownMillimeters,
                        drivingSeconds,
                        idleSeconds,
                        unknownSeconds,
                        maxSpeedCentimetersPerSecond,
                        positionCount,
                        false,
                        distanceSource,
                        startReason,
                        endReason,
                        slices,
                        edits)
                : this;
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
