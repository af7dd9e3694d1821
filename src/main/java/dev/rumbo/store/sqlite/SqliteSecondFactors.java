package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.SecondFactorStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Second factors in SQLite. */
final class SqliteSecondFactors implements SecondFactorStore {

    private final StoreFile file;

    SqliteSecondFactors(StoreFile file) {
        this.file = file;
    }

    @Override
    public Optional<SecondFactor> find(Owner owner) {
        return file.read(session -> {
            Set<String> codes = new HashSet<>(session.list(
                    row -> row.getString(1),
                    "SELECT hash FROM recovery_code WHERE fleet = ? AND user = ?",
                    owner.fleetId(),
                    owner.userId()));
            return session.find(
                    row -> new SecondFactor(
                            owner, row.getString(1), Instant.ofEpochMilli(row.getLong(2)), row.getLong(3), codes),
                    "SELECT secret, since_ms, last_step FROM second_factor WHERE fleet = ? AND user = ?",
                    owner.fleetId(),
                    owner.userId());
        });
    }

    @Override
    public void put(SecondFactor factor) {
        Owner owner = factor.owner();
        file.write(session -> {
            delete(session, owner);
            for (String hash : factor.recoveryHashes()) {
                session.update(
                        "INSERT INTO recovery_code (fleet, user, hash) VALUES (?, ?, ?)",
                        owner.fleetId(),
                        owner.userId(),
                        hash);
            }
            return session.update(
                    "INSERT INTO second_factor (fleet, user, secret, since_ms, last_step) VALUES (?, ?, ?, ?, ?)",
                    owner.fleetId(),
                    owner.userId(),
                    factor.sealedSecret(),
                    factor.since().toEpochMilli(),
                    factor.lastStep());
        });
    }

    @Override
    public boolean take(Owner owner, long before, long step) {
        return file.write(session -> session.update(
                        "UPDATE second_factor SET last_step = ? WHERE fleet = ? AND user = ? AND last_step = ?",
                        step,
                        owner.fleetId(),
                        owner.userId(),
                        before)
                == 1);
    }

    @Override
    public boolean takeRecovery(Owner owner, String hash) {
        return file.write(session -> session.update(
                        "DELETE FROM recovery_code WHERE fleet = ? AND user = ? AND hash = ?",
                        owner.fleetId(),
                        owner.userId(),
                        hash)
                == 1);
    }

    @Override
    public void remove(Owner owner) {
        file.write(session -> delete(session, owner));
    }

    private static int delete(Session session, Owner owner) throws SQLException {
        session.update("DELETE FROM recovery_code WHERE fleet = ? AND user = ?", owner.fleetId(), owner.userId());
        return session.update(
                "DELETE FROM second_factor WHERE fleet = ? AND user = ?", owner.fleetId(), owner.userId());
    }
}
