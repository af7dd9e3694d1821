package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.sqlite.Session;
import dev.rumbo.store.ShareStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Links that users share, in SQLite. */
final class SqliteShares implements ShareStore {

    private static final String SHARE =
            "SELECT hash, id, fleet, user, kind, trip, date, device, password_hash, created_ms,"
                    + " end_ms, views, viewed_ms, trip_end_ms FROM share WHERE ";

    private final StoreFile file;

    SqliteShares(StoreFile file) {
        this.file = file;
    }

    @Override
    public void add(Share share) {
        file.write(session -> {
            session.update(
                    "DELETE FROM share WHERE end_ms < ?", share.createdAt().toEpochMilli());
            return insert(session, share);
        });
    }

    static int insert(Session session, Share share) throws SQLException {
        Subject subject = share.subject();
        return session.update(
                "INSERT INTO share (hash, id, fleet, user, kind, trip, trip_end_ms, date, device, password_hash,"
                        + " created_ms, end_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                share.hash(),
                share.id(),
                share.owner().fleetId(),
                share.owner().userId(),
                subject.word(),
                subject instanceof Subject.OfTrip trip ? trip.tripId() : null,
                subject instanceof Subject.OfTrip trip ? trip.untilMillis() : null,
                subject instanceof Subject.OfDay day ? day.date().toString() : null,
                device(subject),
                share.passwordHash().orElse(null),
                share.createdAt().toEpochMilli(),
                share.end().toEpochMilli());
    }

    @Override
    public Optional<Share> find(String hash) {
        return file.read(session -> session.find(SqliteShares::use, SHARE + "hash = ?", hash))
                .map(ShareUse::share);
    }

    @Override
    public List<ShareUse> list(Owner owner) {
        return file.read(session -> session.list(
                SqliteShares::use, SHARE + "fleet = ? AND user = ? ORDER BY id", owner.fleetId(), owner.userId()));
    }

    @Override
    public boolean remove(Owner owner, String id) {
        return file.write(session -> session.update(
                        "DELETE FROM share WHERE fleet = ? AND user = ? AND id = ?",
                        owner.fleetId(),
                        owner.userId(),
                        id)
                == 1);
    }

    @Override
    public void viewed(Share share, Instant at) {
        file.write(session -> session.update(
                "UPDATE share SET views = views + 1, viewed_ms = ? WHERE fleet = ? AND user = ? AND id = ?",
                at.toEpochMilli(),
                share.owner().fleetId(),
                share.owner().userId(),
                share.id()));
    }

    private static @Nullable String device(Subject subject) {
        if (subject instanceof Subject.OfDay day) {
            return day.deviceId().orElse(null);
        }
        return subject instanceof Subject.Live live ? live.deviceId().orElse(null) : null;
    }

    private static ShareUse use(ResultSet row) throws SQLException {
        Optional<String> device = Optional.ofNullable(row.getString(8));
        String kind = row.getString(5);
        Subject subject = switch (kind) {
            case "trip" -> new Subject.OfTrip(row.getString(6), row.getLong(14));
            case "day" -> new Subject.OfDay(LocalDate.parse(row.getString(7)), device);
            case "live" -> new Subject.Live(device);
            default -> throw new IllegalStateException("a link of unknown kind " + kind);
        };
        Share share = new Share(
                row.getString(1),
                row.getString(2),
                new Owner(row.getString(3), row.getString(4)),
                subject,
                Optional.ofNullable(row.getString(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)));
        long views = row.getLong(12);
        long viewed = row.getLong(13);
        return new ShareUse(share, views, views == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(viewed)));
    }
}
