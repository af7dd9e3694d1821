package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.VoidTokens;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Users, devices and credentials in SQLite. */
final class SqliteAccounts implements AccountStore {

    private static final String USER =
            "SELECT fleet, id, email, name, role, time_zone, locale, password_hash, active FROM user WHERE ";
    private static final String DEVICE = "SELECT fleet, user, id, name, created_ms, state FROM device WHERE ";

    private final StoreFile file;

    SqliteAccounts(StoreFile file) {
        this.file = file;
    }

    @Override
    public boolean isEmpty() {
        return file.read(session ->
                session.list(row -> true, "SELECT 1 FROM user LIMIT 1").isEmpty());
    }

    @Override
    public boolean addFirst(User user) {
        return file.write(session -> insert(session, user, "NOT EXISTS (SELECT 1 FROM user)"));
    }

    @Override
    public boolean add(User user) {
        return file.write(session -> insert(session, user, "true"));
    }

    @Override
    public Optional<User> findUserByEmail(String email) {
        return file.read(session -> session.find(SqliteAccounts::user, USER + "email = ?", email));
    }

    @Override
    public Optional<User> findUser(Owner owner) {
        return file.read(session ->
                session.find(SqliteAccounts::user, USER + "fleet = ? AND id = ?", owner.fleetId(), owner.userId()));
    }

    @Override
    public boolean change(User user) {
        return file.write(session -> session.update(
                        "UPDATE user SET name = ?, time_zone = ?, locale = ? WHERE fleet = ? AND id = ?",
                        user.name(),
                        user.timeZone().getId(),
                        user.locale().toLanguageTag(),
                        user.fleetId(),
                        user.id())
                == 1);
    }

    @Override
    public boolean changeAccess(Owner owner, Role role, boolean active) {
        return file.write(session -> mayChange(session, owner, role, active)
                && session.update(
                                "UPDATE user SET role = ?, active = ? WHERE fleet = ? AND id = ?",
                                role.name(),
                                active,
                                owner.fleetId(),
                                owner.userId())
                        == 1);
    }

    private static boolean mayChange(Session session, Owner owner, Role role, boolean active) throws SQLException {
        if (active && role.administers()) {
            return true;
        }
        List<User> administrators =
                session.list(SqliteAccounts::user, USER + "fleet = ? AND active", owner.fleetId()).stream()
                        .filter(user -> user.role().administers())
                        .toList();
        return administrators.size() != 1 || !administrators.get(0).owner().equals(owner);
    }

    @Override
    public boolean changePassword(Owner owner, String before, String after) {
        return file.write(session -> session.update(
                        "UPDATE user SET password_hash = ? WHERE fleet = ? AND id = ? AND password_hash = ?",
                        after,
                        owner.fleetId(),
                        owner.userId(),
                        before)
                == 1);
    }

    @Override
    public boolean changeEmail(Owner owner, String before, String after) {
        return file.write(session -> session.update(
                        "UPDATE OR IGNORE user SET email = ?, chose_email = (chose_email OR email <> ?)"
                                + " WHERE fleet = ? AND id = ? AND email = ?",
                        after,
                        after,
                        owner.fleetId(),
                        owner.userId(),
                        before)
                == 1);
    }

    @Override
    public boolean choseEmail(Owner owner) {
        return file.read(session -> session.find(
                        row -> row.getInt(1) != 0,
                        "SELECT chose_email FROM user WHERE fleet = ? AND id = ?",
                        owner.fleetId(),
                        owner.userId()))
                .orElse(false);
    }

    @Override
    public boolean link(LinkedIdentity identity) {
        Owner owner = identity.owner();
        return file.write(session -> session.update(
                        "INSERT INTO identity (hash, fleet, user, since_ms)"
                                + " SELECT ?, fleet, id, ? FROM user WHERE fleet = ? AND id = ? ON CONFLICT DO NOTHING",
                        identity.hash(),
                        identity.since().toEpochMilli(),
                        owner.fleetId(),
                        owner.userId())
                == 1);
    }

    @Override
    public Optional<User> findUserByIdentity(String hash) {
        return file.read(session -> session.find(
                SqliteAccounts::user, USER + "(fleet, id) IN (SELECT fleet, user FROM identity WHERE hash = ?)", hash));
    }

    @Override
    public Optional<LinkedIdentity> findIdentity(Owner owner) {
        return file.read(session -> session.find(
                row -> new LinkedIdentity(owner, row.getString(1), Instant.ofEpochMilli(row.getLong(2))),
                "SELECT hash, since_ms FROM identity WHERE fleet = ? AND user = ?",
                owner.fleetId(),
                owner.userId()));
    }

    @Override
    public void unlink(Owner owner) {
        file.write(session -> unlink(session, owner));
    }

    private static int unlink(Session session, Owner owner) throws SQLException {
        return session.update("DELETE FROM identity WHERE fleet = ? AND user = ?", owner.fleetId(), owner.userId());
    }

    @Override
    public Page<User> listUsers(String fleetId, int limit, Optional<String> after) {
        List<User> users = file.read(session -> session.list(
                SqliteAccounts::user,
                USER + "fleet = ? AND id > ? ORDER BY id LIMIT ?",
                fleetId,
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(users, limit, User::id);
    }

    @Override
    public void add(Device device, Credential.DeviceToken token) {
        file.write(session -> {
            insert(session, device);
            return CredentialRows.insert(session, token);
        });
    }

    static int insert(Session session, Device device) throws SQLException {
        return session.update(
                "INSERT INTO device (fleet, user, id, name, created_ms, state) VALUES (?, ?, ?, ?, ?, ?)",
                device.key().fleetId(),
                device.key().userId(),
                device.key().deviceId(),
                device.name(),
                device.createdAt().toEpochMilli(),
                device.state().name());
    }

    @Override
    public boolean replaceToken(Credential.DeviceToken token) {
        DeviceKey key = token.device();
        return file.write(session -> {
            Optional<Device> active = session.find(
                    SqliteAccounts::device,
                    DEVICE + "fleet = ? AND user = ? AND id = ? AND state = 'ACTIVE'",
                    key.fleetId(),
                    key.userId(),
                    key.deviceId());
            if (active.isEmpty()) {
                return false;
            }
            session.update(
                    "DELETE FROM credential WHERE fleet = ? AND user = ? AND device = ?",
                    key.fleetId(),
                    key.userId(),
                    key.deviceId());
            return CredentialRows.insert(session, token);
        });
    }

    @Override
    public Optional<Device> findDevice(String fleetId, String deviceId) {
        return file.read(
                session -> session.find(SqliteAccounts::device, DEVICE + "fleet = ? AND id = ?", fleetId, deviceId));
    }

    @Override
    public Optional<Device> findDevice(String deviceId) {
        return file.read(session -> session.find(SqliteAccounts::device, DEVICE + "id = ?", deviceId));
    }

    @Override
    public Page<Device> listDevices(Owner owner, int limit, Optional<String> after) {
        List<Device> devices = file.read(session -> session.list(
                SqliteAccounts::device,
                DEVICE + "fleet = ? AND user = ? AND id > ? AND state = 'ACTIVE' ORDER BY id LIMIT ?",
                owner.fleetId(),
                owner.userId(),
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(devices, limit, device -> device.key().deviceId());
    }

    @Override
    public Page<Device> listEveryDevice(Owner owner, int limit, Optional<String> after) {
        List<Device> devices = file.read(session -> session.list(
                SqliteAccounts::device,
                DEVICE + "fleet = ? AND user = ? AND id > ? ORDER BY id LIMIT ?",
                owner.fleetId(),
                owner.userId(),
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(devices, limit, device -> device.key().deviceId());
    }

    @Override
    public void forget(Owner owner) {
        file.write(session -> {
            unlink(session, owner);
            session.update("DELETE FROM user WHERE fleet = ? AND id = ?", owner.fleetId(), owner.userId());
            return session.update(
                    "UPDATE device SET name = ? WHERE fleet = ? AND user = ?",
                    Device.NAMELESS,
                    owner.fleetId(),
                    owner.userId());
        });
    }

    @Override
    public Page<Device> listDevices(String fleetId, int limit, Optional<String> after) {
        List<Device> devices = file.read(session -> session.list(
                SqliteAccounts::device,
                DEVICE + "fleet = ? AND id > ? AND state = 'ACTIVE' ORDER BY id LIMIT ?",
                fleetId,
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(devices, limit, device -> device.key().deviceId());
    }

    @Override
    public void rename(DeviceKey device, String name) {
        file.write(session -> session.update(
                "UPDATE device SET name = ? WHERE fleet = ? AND user = ? AND id = ? AND state = 'ACTIVE'",
                name,
                device.fleetId(),
                device.userId(),
                device.deviceId()));
    }

    @Override
    public void remove(DeviceKey device, Device.State state) {
        file.write(session -> {
            session.update(
                    "DELETE FROM credential WHERE fleet = ? AND user = ? AND device = ?",
                    device.fleetId(),
                    device.userId(),
                    device.deviceId());
            // What was erased stays so: its records in the stream must not come back.
            return session.update(
                    "UPDATE device SET state = ? WHERE fleet = ? AND user = ? AND id = ? AND state <> 'ERASED'",
                    state.name(),
                    device.fleetId(),
                    device.userId(),
                    device.deviceId());
        });
    }

    @Override
    public void add(Credential credential) {
        file.write(session -> CredentialRows.insert(session, credential));
    }

    @Override
    public Optional<Credential> findCredential(String hash) {
        return file.read(session -> CredentialRows.find(session, hash));
    }

    @Override
    public Optional<Credential.OfUser> findCredential(Owner owner, Credential.Kind kind, String id) {
        return file.read(session -> CredentialRows.find(session, owner, kind, id));
    }

    @Override
    public Page<CredentialUse> listCredentials(Owner owner, Credential.Kind kind, int limit, Optional<String> after) {
        List<CredentialUse> found =
                file.read(session -> CredentialRows.list(session, owner, kind, limit + 1, after.orElse("")));
        return SqliteStore.page(found, limit, use -> use.credential().id());
    }

    @Override
    public void used(Credential.OfUser credential, Instant at) {
        // A loss of power may take it back: it is a hint, and not worth a sync.
        file.writeUnsynced(session -> CredentialRows.used(session, credential.hash(), at));
    }

    @Override
    public VoidTokens voidTokens(Optional<String> cursor) {
        return new VoidTokens("", List.of());
    }

    @Override
    public void removeCredential(String hash) {
        file.write(session -> session.update("DELETE FROM credential WHERE hash = ?", hash));
    }

    static boolean insert(Session session, User user, String condition) throws SQLException {
        return session.update(
                        "INSERT INTO user (fleet, id, email, name, role, time_zone, locale, password_hash, active)"
                                + " SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE " + condition + " ON CONFLICT DO NOTHING",
                        user.fleetId(),
                        user.id(),
                        user.email(),
                        user.name(),
                        user.role().name(),
                        user.timeZone().getId(),
                        user.locale().toLanguageTag(),
                        user.passwordHash(),
                        user.active())
                == 1;
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Role.valueOf(row.getString(5)),
                ZoneId.of(row.getString(6)),
                Locale.forLanguageTag(row.getString(7)),
                row.getString(8),
                row.getBoolean(9));
    }

    static Device device(ResultSet row) throws SQLException {
        return new Device(
                new DeviceKey(row.getString(1), row.getString(2), row.getString(3)),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Device.State.valueOf(row.getString(6)));
    }
}
