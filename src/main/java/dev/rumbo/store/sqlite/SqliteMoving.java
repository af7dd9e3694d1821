package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.accounts.User;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.MovingStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a move needs of SQLite. */
final class SqliteMoving implements MovingStore {

    /** What {@link SqliteTracks} writes with an update. */
    private static final Set<String> TRACKS = Set.of("head", "chunk", "segment", "day_total", "correction");

    /** What says something of this file alone. */
    private static final Set<String> OWN = Set.of("door", "checkpoint");

    private static final String TABLES =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

    private final StoreFile file;

    SqliteMoving(StoreFile file) {
        this.file = file;
    }

    @Override
    public Door door() {
        return file.read(session -> session.find(row -> Door.valueOf(row.getString(1)), "SELECT state FROM door"))
                .orElse(Door.OPEN);
    }

    @Override
    public void put(Door door) {
        file.write(session -> {
            session.update("DELETE FROM door");
            return session.update("INSERT INTO door (state) VALUES (?)", door.name());
        });
    }

    /** The empty one among them, where the audit log tells of the installation. */
    @Override
    public List<String> fleets() {
        return file.read(session -> {
            String union = tables(session).stream()
                    .filter(table -> hasFleet(session, table))
                    .map(table -> "SELECT fleet FROM " + table)
                    .collect(Collectors.joining(" UNION "));
            return session.list(row -> row.getString(1), union + " ORDER BY 1");
        });
    }

    /** Every table that is not named here, so that one that is added later is forgotten by nobody. */
    private static List<String> tables(Session session) throws SQLException {
        return session.list(row -> row.getString(1), TABLES).stream()
                .filter(table -> !TRACKS.contains(table) && !OWN.contains(table))
                .toList();
    }

    private static boolean hasFleet(Session session, String table) {
        try {
            return session.number("SELECT count(*) FROM pragma_table_info(?) WHERE name = 'fleet'", table) == 1;
        } catch (SQLException failed) {
            throw new IllegalStateException("the columns of " + table + " are not known", failed);
        }
    }

    @Override
    public List<HeldDevice> devices(String fleetId) {
        return file.read(session -> session.list(
                row -> new HeldDevice(SqliteAccounts.device(row), Optional.ofNullable(row.getString(7))),
                "SELECT fleet, user, id, name, created_ms, state, (SELECT hash FROM credential WHERE"
                        + " credential.fleet = device.fleet AND credential.user = device.user AND credential.device = device.id)"
                        + " FROM device WHERE fleet = ? ORDER BY id",
                fleetId));
    }

    @Override
    public void put(HeldDevice held) {
        Device device = held.device();
        file.write(session -> {
            SqliteAccounts.insert(session, device);
            return held.tokenHash().isPresent()
                    && CredentialRows.insert(
                            session, new Credential.DeviceToken(held.tokenHash().get(), device.key()));
        });
    }

    @Override
    public void put(ShareUse use) {
        file.write(session -> {
            SqliteShares.insert(session, use.share());
            return session.update(
                    "UPDATE share SET views = ?, viewed_ms = ? WHERE hash = ?",
                    use.views(),
                    use.lastViewAt().map(Instant::toEpochMilli).orElse(null),
                    use.share().hash());
        });
    }

    @Override
    public void put(CredentialUse use) {
        file.write(session -> {
            CredentialRows.insert(session, use.credential());
            return use.usedAt().isEmpty()
                    ? 0
                    : CredentialRows.used(
                            session, use.credential().hash(), use.usedAt().get());
        });
    }

    @Override
    public void markEmailChosen(User user) {
        file.write(session -> session.update(
                "UPDATE user SET chose_email = 1 WHERE fleet = ? AND id = ?", user.fleetId(), user.id()));
    }

    @Override
    public void clear(Collection<DeviceKey> devices) {
        file.write(session -> {
            for (String table : tables(session)) {
                session.update("DELETE FROM " + table);
            }
            return true;
        });
    }
}
