package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.stream.TripEnd;
import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * The trips that an update brings or changes and of which the positions say that they are over, while that is news: who brings in the
 * drives of years does not want to hear of each.
 */
final class EndedTrips {

    private static final Duration NEWS = Duration.ofDays(1);

    private EndedTrips() {}

    /** @param arrivedAt when the stream took the positions that led to the update */
    static Stream<TripEnd> of(DeviceUpdate update, Instant arrivedAt) {
        DeviceKey device = update.head().device();
        return update.segments().stream()
                .filter(Trip.class::isInstance)
                .map(Trip.class::cast)
                .filter(trip -> !trip.open()
                        && Instant.ofEpochMilli(trip.endMillis()).plus(NEWS).isAfter(arrivedAt))
                .map(trip -> new TripEnd(device, trip.id(), trip.startMillis(), trip.endMillis()));
    }
}
