package dev.rumbo.store;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import java.time.Instant;
import java.util.Optional;

/**
 * Users, devices and credentials.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface AccountStore {

    /** Whether no user exists in the whole installation. */
    boolean isEmpty();

    /** Adds the first user of the installation. False, and nothing done, where a user exists already. */
    boolean addFirst(User user);

    /** False, and nothing done, where the e-mail address is taken anywhere in the installation. */
    boolean add(User user);

    /** @param email in lower case */
    Optional<User> findUserByEmail(String email);

    Optional<User> findUser(Owner owner);

    /** Stores name, time zone and locale of a user anew; nothing else of them changes. False where there is no such user. */
    boolean change(User user);

    /**
     * Stores the role of a user, and whether they may log in.
     *
     * @return false, and nothing done, where there is no such user, or where their fleet had an active administrator and would have none
     */
    boolean changeAccess(Owner owner, Role role, boolean active);

    /** False, and nothing done, where the user is not there or their password hash is no longer {@code before}. */
    boolean changePassword(Owner owner, String before, String after);

    /**
     * False, and nothing done, where the user is not there, their address is no longer {@code before}, or {@code after} is taken
     * anywhere in the installation.
     */
    boolean changeEmail(Owner owner, String before, String after);

    /** Whether the user gave themselves the address that they have by {@link #changeEmail}, so that nobody made sure that it is theirs. */
    boolean choseEmail(Owner owner);

    /**
     * Has an identity open the account of a user.
     *
     * @return false, and nothing done, where the user is not there or has one already, or the identity opens an account already
     */
    boolean link(LinkedIdentity identity);

    /** Whose account an identity opens. */
    Optional<User> findUserByIdentity(String hash);

    Optional<LinkedIdentity> findIdentity(Owner owner);

    /** Harmless when repeated. */
    void unlink(Owner owner);

    /** By id. */
    Page<User> listUsers(String fleetId, int limit, Optional<String> after);

    /** Adds a device together with its token. */
    void add(Device device, Credential.DeviceToken token);

    /** Makes this the only token of its device. False, and nothing done, where the device is not active. */
    boolean replaceToken(Credential.DeviceToken token);

    /** Whatever its state. */
    Optional<Device> findDevice(String fleetId, String deviceId);

    /** Whatever its state; for records that other producers put into the stream and that name no owner. */
    Optional<Device> findDevice(String deviceId);

    /** Active devices of one user, by id. */
    Page<Device> listDevices(Owner owner, int limit, Optional<String> after);

    /** Devices of one user, whatever their state, by id. */
    Page<Device> listEveryDevice(Owner owner, int limit, Optional<String> after);

    /**
     * Takes the user out: address and identity are free again, and their devices lose their names. What else is theirs has to be
     * gone before. Harmless when repeated.
     */
    void forget(Owner owner);

    /** Active devices of the fleet, by id. */
    Page<Device> listDevices(String fleetId, int limit, Optional<String> after);

    /** Names an active device anew; harmless where there is none under this key. */
    void rename(DeviceKey device, String name);

    /** Makes the device {@code REMOVED} or {@code ERASED} and its token void; harmless when repeated. */
    void remove(DeviceKey device, Device.State state);

    void add(Credential credential);

    /** Expired ones included: the caller knows the time. */
    Optional<Credential> findCredential(String hash);

    /** A credential of this user under its public identifier. */
    Optional<Credential.OfUser> findCredential(Owner owner, Credential.Kind kind, String id);

    /** Credentials of this user, by id; expired ones may be among them. */
    Page<CredentialUse> listCredentials(Owner owner, Credential.Kind kind, int limit, Optional<String> after);

    /** Notes when it was last used. Nothing is done where it is void. */
    void used(Credential.OfUser credential, Instant at);

    /** Harmless when repeated. */
    void removeCredential(String hash);

    /**
     * The credentials that became void after the cursor, each told for a day at least; without a cursor none, and from where
     * to ask on. An engine that serves a single process tells none, since that process did it itself.
     */
    VoidTokens voidTokens(Optional<String> cursor);
}
