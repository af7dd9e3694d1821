package dev.rumbo.privacy;

import dev.rumbo.trips.Trip;

/** What is told of a private trip where its time and totals may be known: no place, no speed and no name. */
public record MaskedTrip(
        String deviceId,
        long startMillis,
        long endMillis,
        long distanceMillimeters,
        long unknownMillimeters,
        int drivingSeconds,
        int idleSeconds,
        int unknownSeconds) {

    static MaskedTrip of(Trip trip) {
        return new MaskedTrip(
                trip.deviceId(),
                trip.startMillis(),
                trip.endMillis(),
                trip.distanceMillimeters(),
                trip.unknownMillimeters(),
                trip.drivingSeconds(),
                trip.idleSeconds(),
                trip.unknownSeconds());
    }
}
