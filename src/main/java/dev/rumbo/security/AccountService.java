package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceErased;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Makes and revokes users, devices and tokens. The only place where a secret is seen in the clear. */
@ApplicationScoped
public class AccountService {

    private final AccountStore accounts;
    private final TrackStore tracks;
    private final Callers callers;
    private final Audit audit;
    private final Event<DeviceErased> erased;
    private final Clock clock;

    AccountService(
            AccountStore accounts,
            TrackStore tracks,
            Callers callers,
            Audit audit,
            Event<DeviceErased> erased,
            Clock clock) {
        this.erased = erased;
        this.accounts = accounts;
        this.tracks = tracks;
        this.callers = callers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a user is made of.
     *
     * @param email in any case
     */
    public record NewUser(String email, String name, String password, Role role, ZoneId timeZone, Locale locale) {}

    /** A device and its token, in the clear, this once. */
    public record IssuedDevice(Device device, String token) {}

    /** Empty where the e-mail address is taken. */
    public Optional<User> createUser(String fleetId, NewUser newUser) {
        User user = user(fleetId, newUser);
        return accounts.add(user) ? Optional.of(noted(user)) : Optional.empty();
    }

    /** Makes the first user, in a new fleet. Empty where there is a user already. */
    public Optional<User> createFirst(NewUser newUser) {
        User user = user(Secrets.newId(), newUser);
        return accounts.addFirst(user) ? Optional.of(noted(user)) : Optional.empty();
    }

    private User noted(User made) {
        audit.note(AuditAct.USER_MADE, made.fleetId(), made.id(), made.name());
        return made;
    }

    /** Stores name, time zone and locale anew; holds on this instance at once. */
    public void changeUser(User user) {
        accounts.change(user);
        callers.forgetAll();
    }

    public IssuedDevice createDevice(Owner owner, String name) {
        return createDevice(owner, name, "");
    }

    /** @param prefix of its id, by which its maker knows it again */
    public IssuedDevice createDevice(Owner owner, String name, String prefix) {
        DeviceKey key = new DeviceKey(owner.fleetId(), owner.userId(), prefix + Secrets.newId());
        Device device = new Device(key, name, clock.instant(), Device.State.ACTIVE);
        String token = Secrets.newSecret();
        accounts.add(device, new Credential.DeviceToken(Secrets.hash(token), key));
        audit.noteOfAnother(AuditAct.DEVICE_MADE, owner, key.deviceId(), name);
        return new IssuedDevice(device, token);
    }

    /** Adds a device under an id of its maker's; nobody knows its token until it is renewed. */
    public Device addDevice(DeviceKey key, String name, Instant createdAt) {
        Device device = new Device(key, name, createdAt, Device.State.ACTIVE);
        accounts.add(device, new Credential.DeviceToken(Secrets.hash(Secrets.newSecret()), key));
        return device;
    }

    /** Voids the device's token and makes another, in the clear this once. Empty where the device is not active. */
    public Optional<String> renewToken(DeviceKey device) {
        String token = Secrets.newSecret();
        boolean renewed = accounts.replaceToken(new Credential.DeviceToken(Secrets.hash(token), device));
        callers.forgetAll();
        if (renewed) {
            audit.noteOfAnother(AuditAct.DEVICE_TOKEN_RENEWED, device.owner(), device.deviceId(), name(device));
        }
        return renewed ? Optional.of(token) : Optional.empty();
    }

    /** Voids the token at once; deletes the data too where asked. */
    public void removeDevice(DeviceKey device, boolean erase) {
        accounts.remove(device, erase ? Device.State.ERASED : Device.State.REMOVED);
        callers.forgetAll();
        if (erase) {
            tracks.erase(device);
            erased.fire(new DeviceErased(device));
        }
        audit.noteOfAnother(
                erase ? AuditAct.DEVICE_ERASED : AuditAct.DEVICE_REMOVED,
                device.owner(),
                device.deviceId(),
                name(device));
    }

    private String name(DeviceKey device) {
        return accounts.findDevice(device.fleetId(), device.deviceId())
                .map(Device::name)
                .orElse("");
    }

    static User user(String fleetId, NewUser newUser) {
        return new User(
                fleetId,
                Secrets.newId(),
                newUser.email().strip().toLowerCase(Locale.ROOT),
                newUser.name().strip(),
                newUser.role(),
                newUser.timeZone(),
                newUser.locale(),
                Passwords.hash(newUser.password()));
    }
}
