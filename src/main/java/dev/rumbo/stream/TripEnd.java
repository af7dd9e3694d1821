package dev.rumbo.stream;

import dev.rumbo.accounts.DeviceKey;

/**
 * A trip of which the positions say that it is over. It tells who and when, and neither where nor how far: that is asked from the API, by
 * whoever may see it.
 *
 * @param tripId of the trip as it is now; positions that come late may give it another start, and so another id
 * @param startMillis time of its first position
 * @param endMillis time of its last position
 */
public record TripEnd(DeviceKey device, String tripId, long startMillis, long endMillis) {}
