package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Scope;
import dev.rumbo.sqlite.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials as rows, and back. */
final class CredentialRows {

    private static final String CREDENTIAL = "SELECT hash, kind, fleet, user, device, id, name, created_ms, expires_ms,"
            + " scope, used_ms FROM credential WHERE ";
    private static final String OF_USER = "fleet = ? AND user = ? AND kind = ? ";

    private static final String DEVICE_TOKEN = "device";
    private static final String ACCESS_TOKEN = "access";
    private static final String SESSION = "session";

    private CredentialRows() {}

    static boolean insert(Session session, Credential credential) throws SQLException {
        if (credential instanceof Credential.DeviceToken token) {
            DeviceKey device = token.device();
            return insert(
                    session,
                    token.hash(),
                    DEVICE_TOKEN,
                    device.owner(),
                    device.deviceId(),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        Credential.OfUser ofUser = (Credential.OfUser) credential;
        return insert(
                session,
                ofUser.hash(),
                kind(ofUser.kind()),
                ofUser.owner(),
                null,
                ofUser.id(),
                ofUser instanceof Credential.AccessToken token ? token.name() : ((Credential.Session) ofUser).browser(),
                ofUser.createdAt().toEpochMilli(),
                ofUser.end().map(Instant::toEpochMilli).orElse(null),
                ofUser instanceof Credential.AccessToken token ? token.scope().name() : null);
    }

    private static boolean insert(
            Session session,
            String hash,
            String kind,
            Owner owner,
            @Nullable String device,
            @Nullable String id,
            @Nullable String name,
            @Nullable Long createdMillis,
            @Nullable Long expiresMillis,
            @Nullable String scope)
            throws SQLException {
        return session.update(
                        "INSERT INTO credential"
                                + " (hash, kind, fleet, user, device, id, name, created_ms, expires_ms, scope)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        hash,
                        kind,
                        owner.fleetId(),
                        owner.userId(),
                        device,
                        id,
                        name,
                        createdMillis,
                        expiresMillis,
                        scope)
                == 1;
    }

    static Optional<Credential> find(Session session, String hash) throws SQLException {
        return session.find(CredentialRows::credential, CREDENTIAL + "hash = ?", hash);
    }

    static Optional<Credential.OfUser> find(Session session, Owner owner, Credential.Kind kind, String id)
            throws SQLException {
        return session.find(
                CredentialRows::ofUser,
                CREDENTIAL + OF_USER + "AND id = ?",
                owner.fleetId(),
                owner.userId(),
                kind(kind),
                id);
    }

    static List<CredentialUse> list(Session session, Owner owner, Credential.Kind kind, int limit, String after)
            throws SQLException {
        return session.list(
                CredentialRows::use,
                CREDENTIAL + OF_USER + "AND id > ? ORDER BY id LIMIT ?",
                owner.fleetId(),
                owner.userId(),
                kind(kind),
                after,
                limit);
    }

    static int used(Session session, String hash, Instant at) throws SQLException {
        return session.update("UPDATE credential SET used_ms = ? WHERE hash = ?", at.toEpochMilli(), hash);
    }

    private static String kind(Credential.Kind kind) {
        return switch (kind) {
            case ACCESS_TOKEN -> ACCESS_TOKEN;
            case SESSION -> SESSION;
        };
    }

    private static CredentialUse use(ResultSet row) throws SQLException {
        return new CredentialUse(ofUser(row), instant(row, 11));
    }

    private static Credential credential(ResultSet row) throws SQLException {
        return row.getString(2).equals(DEVICE_TOKEN)
                ? new Credential.DeviceToken(
                        row.getString(1), new DeviceKey(row.getString(3), row.getString(4), row.getString(5)))
                : ofUser(row);
    }

    private static Credential.OfUser ofUser(ResultSet row) throws SQLException {
        String hash = row.getString(1);
        Owner owner = new Owner(row.getString(3), row.getString(4));
        String id = row.getString(6);
        Instant created = Instant.ofEpochMilli(row.getLong(8));
        return switch (row.getString(2)) {
            case ACCESS_TOKEN ->
                new Credential.AccessToken(
                        hash, id, row.getString(7), owner, created, instant(row, 9), Scope.valueOf(row.getString(10)));
            case SESSION ->
                new Credential.Session(
                        hash, id, owner, created, Instant.ofEpochMilli(row.getLong(9)), row.getString(7));
            default -> throw new SQLException("a credential of unknown kind");
        };
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
