package dev.rumbo.store;

import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.accounts.User;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What whoever moves all that is stored to another engine needs beside the other ports: whether the store is in use, who is in it,
 * and puts that leave out what users may not do.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface MovingStore {

    /** Whether an application may work on the store. */
    enum Door {
        OPEN,
        /** It is being filled from another engine. */
        ENTERED,
        /** All of it went to another engine, or is about to. */
        LEFT
    }

    /** {@link Door#OPEN} where nobody ever moved. */
    Door door();

    void put(Door door);

    /** The fleets of which anything is stored, besides positions. */
    List<String> fleets();

    /** All devices of a fleet, whatever their state, by id. */
    List<HeldDevice> devices(String fleetId);

    /** Adds a device that is not there, in its state. */
    void put(HeldDevice device);

    /** Adds a link that is not there, with its count. */
    void put(ShareUse share);

    /** Adds a credential that is not there, with its last use. */
    void put(CredentialUse credential);

    /** Notes that a user chose the address that they have. */
    void markEmailChosen(User user);

    /**
     * Forgets all that is stored but what {@code TrackStore.apply} writes, the door, and what belongs to running instances.
     *
     * @param devices whose imports and erasures go, where an engine keeps those apart
     */
    void clear(Collection<DeviceKey> devices);

    /**
     * A device with the hash of its token.
     *
     * @param tokenHash empty where the device has none any more
     */
    record HeldDevice(Device device, Optional<String> tokenHash) {}
}
