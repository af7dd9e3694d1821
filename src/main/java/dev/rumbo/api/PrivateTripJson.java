package dev.rumbo.api;

import dev.rumbo.privacy.MaskedTrip;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is told of a trip that its driver marked as private. */
@Schema(name = "PrivateTrip")
record PrivateTripJson(
        String deviceId,
        Instant start,
        Instant end,
        BigDecimal distanceMeters,
        BigDecimal unknownMeters,
        int drivingSeconds,
        int idleSeconds,
        int unknownSeconds) {

    static PrivateTripJson from(MaskedTrip trip) {
        return new PrivateTripJson(
                trip.deviceId(),
                Instant.ofEpochMilli(trip.startMillis()),
                Instant.ofEpochMilli(trip.endMillis()),
                Wire.meters(trip.distanceMillimeters()),
                Wire.meters(trip.unknownMillimeters()),
                trip.drivingSeconds(),
                trip.idleSeconds(),
                trip.unknownSeconds());
    }
}
