package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.store.Page;
import dev.rumbo.store.ViewStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who saw what, in SQLite. */
final class SqliteViews implements ViewStore {

    private final StoreFile file;

    SqliteViews(StoreFile file) {
        this.file = file;
    }

    @Override
    public void add(Collection<View> more, Consumer<View> stored) {
        Optional<Instant> newest = more.stream().map(View::hour).max(Comparator.naturalOrder());
        if (newest.isEmpty()) {
            return;
        }
        file.write(session -> {
            for (View view : more) {
                session.update(
                        "INSERT INTO seen (fleet, user, key, hour_ms, kind, link, viewer, subject, first_ms, last_ms, count)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                                + " first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms),"
                                + " count = count + excluded.count",
                        view.owner().fleetId(),
                        view.owner().userId(),
                        view.key(),
                        view.hour().toEpochMilli(),
                        view.kind().name(),
                        view.byLink() ? 1 : 0,
                        view.viewerId(),
                        view.subject(),
                        view.firstAt().toEpochMilli(),
                        view.lastAt().toEpochMilli(),
                        view.count());
            }
            return session.update(
                    "DELETE FROM seen WHERE hour_ms < ?",
                    newest.get().minus(View.KEPT).toEpochMilli());
        });
        more.forEach(stored);
    }

    @Override
    public Page<View> list(Owner owner, int limit, Optional<String> after) {
        List<View> found = file.read(session -> session.list(
                SqliteViews::view,
                "SELECT fleet, user, hour_ms, kind, link, viewer, subject, first_ms, last_ms, count FROM seen"
                        + " WHERE fleet = ? AND user = ? AND key < ? ORDER BY key DESC LIMIT ?",
                owner.fleetId(),
                owner.userId(),
                after.orElse("~"),
                limit + 1L));
        return SqliteStore.page(found, limit, View::key);
    }

    @Override
    public void forget(Owner owner) {
        file.write(session ->
                session.update("DELETE FROM seen WHERE fleet = ? AND user = ?", owner.fleetId(), owner.userId()));
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                new Owner(row.getString(1), row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)),
                View.Kind.valueOf(row.getString(4)),
                row.getInt(5) == 1,
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getLong(10));
    }
}
