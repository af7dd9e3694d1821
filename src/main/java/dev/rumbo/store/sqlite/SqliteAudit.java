package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit log in SQLite. */
final class SqliteAudit implements AuditStore {

    private final StoreFile file;

    SqliteAudit(StoreFile file) {
        this.file = file;
    }

    @Override
    public void append(AuditEvent event) {
        file.write(session -> {
            session.update(
                    "DELETE FROM audit WHERE fleet = ? AND id < ?",
                    event.fleetId(),
                    AuditEvent.idAt(event.time().minus(AuditEvent.KEPT)));
            return session.update(
                    "INSERT INTO audit (fleet, id, time_ms, actor_id, actor, act, subject_id, subject, address, count)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    event.fleetId(),
                    event.id(),
                    event.time().toEpochMilli(),
                    event.actorId(),
                    event.actor(),
                    event.act().name(),
                    event.subjectId(),
                    event.subject(),
                    event.address(),
                    event.count());
        });
    }

    @Override
    public Page<AuditEvent> list(String fleetId, AuditFilter filter, int limit, Optional<String> after) {
        String act = filter.act().map(AuditAct::name).orElse(null);
        String user = filter.userId().orElse(null);
        List<AuditEvent> events = file.read(session -> session.list(
                SqliteAudit::event,
                "SELECT fleet, id, time_ms, actor_id, actor, act, subject_id, subject, address, count FROM audit"
                        + " WHERE fleet = ? AND id >= ? AND id < ? AND id < ?"
                        + " AND (? IS NULL OR act = ?) AND (? IS NULL OR ? IN (actor_id, subject_id))"
                        + " ORDER BY id DESC LIMIT ?",
                fleetId,
                AuditEvent.idAt(filter.from()),
                AuditEvent.idAt(filter.to()),
                after.orElse("~"),
                act,
                act,
                user,
                user,
                limit + 1L));
        return SqliteStore.page(events, limit, AuditEvent::id);
    }

    private static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                row.getString(1),
                row.getString(4),
                row.getString(5),
                AuditAct.valueOf(row.getString(6)),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getInt(10));
    }
}
