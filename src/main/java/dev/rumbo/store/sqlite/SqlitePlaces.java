package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Places in SQLite. */
final class SqlitePlaces implements PlaceStore {

    private final StoreFile file;

    SqlitePlaces(StoreFile file) {
        this.file = file;
    }

    @Override
    public List<Place> list(Owner owner) {
        return file.read(session -> session.list(
                row -> new Place(row.getString(1), mark(row, 2), mark(row, 6)),
                "SELECT id, name, lat_e7, lon_e7, radius_m, before_name, before_lat_e7, before_lon_e7, before_radius_m"
                        + " FROM place WHERE fleet = ? AND user = ? ORDER BY id",
                owner.fleetId(),
                owner.userId()));
    }

    @Override
    public void put(Owner owner, Place place) {
        Place.Mark now = place.mark().orElse(null);
        Place.Mark before = place.before().orElse(null);
        file.write(session -> session.update(
                "INSERT OR REPLACE INTO place (fleet, user, id, name, lat_e7, lon_e7, radius_m,"
                        + " before_name, before_lat_e7, before_lon_e7, before_radius_m)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                owner.fleetId(),
                owner.userId(),
                place.id(),
                now == null ? null : now.name(),
                now == null ? null : now.center().latitudeE7(),
                now == null ? null : now.center().longitudeE7(),
                now == null ? null : now.radiusMeters(),
                before == null ? null : before.name(),
                before == null ? null : before.center().latitudeE7(),
                before == null ? null : before.center().longitudeE7(),
                before == null ? null : before.radiusMeters()));
    }

    @Override
    public void delete(Owner owner, String id) {
        file.write(session -> session.update(
                "DELETE FROM place WHERE fleet = ? AND user = ? AND id = ?", owner.fleetId(), owner.userId(), id));
    }

    private static Optional<Place.Mark> mark(ResultSet row, int column) throws SQLException {
        String name = row.getString(column);
        return name == null
                ? Optional.empty()
                : Optional.of(new Place.Mark(
                        name, new Coordinate(row.getInt(column + 1), row.getInt(column + 2)), row.getInt(column + 3)));
    }
}
