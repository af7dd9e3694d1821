package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Trip;

/** A trip together with the device, and so the owner, whose trip it is. */
public record OwnedTrip(DeviceKey device, Trip trip) {}
