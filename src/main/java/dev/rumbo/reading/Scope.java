package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;

/** Whose data a question is about. */
public sealed interface Scope {

    static Scope of(DeviceKey device) {
        return new OfDevice(device);
    }

    static Scope of(Owner owner) {
        return new OfOwner(owner);
    }

    static Scope ofFleet(String fleetId) {
        return new OfFleet(fleetId);
    }

    String fleetId();

    /** Whether what this device recorded belongs to the scope. */
    boolean contains(DeviceKey device);

    /** One device. */
    record OfDevice(DeviceKey device) implements Scope {

        @Override
        public String fleetId() {
            return device.fleetId();
        }

        @Override
        public boolean contains(DeviceKey other) {
            return device.equals(other);
        }
    }

    /** All devices of one user. */
    record OfOwner(Owner owner) implements Scope {

        @Override
        public String fleetId() {
            return owner.fleetId();
        }

        @Override
        public boolean contains(DeviceKey device) {
            return device.owner().equals(owner);
        }
    }

    /** All devices of a fleet. */
    record OfFleet(String fleetId) implements Scope {

        @Override
        public boolean contains(DeviceKey device) {
            return device.fleetId().equals(fleetId);
        }
    }
}
