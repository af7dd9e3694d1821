package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Invitations in SQLite. */
final class SqliteInvitations implements InvitationStore {

    private static final String INVITATION =
            "SELECT hash, id, fleet, email, role, invited_by, created_ms, end_ms FROM invitation WHERE ";

    private final StoreFile file;

    SqliteInvitations(StoreFile file) {
        this.file = file;
    }

    @Override
    public void add(Invitation invitation) {
        file.write(session -> {
            session.update(
                    "DELETE FROM invitation WHERE end_ms < ?",
                    invitation.createdAt().toEpochMilli());
            return session.update(
                    "INSERT INTO invitation (hash, id, fleet, email, role, invited_by, created_ms, end_ms)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    invitation.hash(),
                    invitation.id(),
                    invitation.fleetId(),
                    invitation.email(),
                    invitation.role().name(),
                    invitation.invitedBy(),
                    invitation.createdAt().toEpochMilli(),
                    invitation.end().toEpochMilli());
        });
    }

    @Override
    public Optional<Invitation> find(String hash) {
        return file.read(session -> session.find(SqliteInvitations::invitation, INVITATION + "hash = ?", hash));
    }

    @Override
    public Page<Invitation> list(String fleetId, int limit, Optional<String> after) {
        List<Invitation> found = file.read(session -> session.list(
                SqliteInvitations::invitation,
                INVITATION + "fleet = ? AND id > ? ORDER BY id LIMIT ?",
                fleetId,
                after.orElse(""),
                limit + 1L));
        return SqliteStore.page(found, limit, Invitation::id);
    }

    @Override
    public boolean remove(String fleetId, String id) {
        return file.write(
                session -> session.update("DELETE FROM invitation WHERE fleet = ? AND id = ?", fleetId, id) == 1);
    }

    @Override
    public Accepted accept(Invitation invitation, User user) {
        return file.write(session -> {
            boolean open = session.find(row -> true, INVITATION + "hash = ?", invitation.hash())
                    .isPresent();
            if (!open) {
                return Accepted.GONE;
            }
            if (!SqliteAccounts.insert(session, user, "true")) {
                return Accepted.EMAIL_TAKEN;
            }
            session.update("DELETE FROM invitation WHERE hash = ?", invitation.hash());
            return Accepted.DONE;
        });
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Role.valueOf(row.getString(5)),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)));
    }
}
