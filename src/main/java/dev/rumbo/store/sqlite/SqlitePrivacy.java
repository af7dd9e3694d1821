package dev.rumbo.store.sqlite;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import dev.rumbo.privacy.Zone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Policies of fleets and zones of drivers in SQLite. */
final class SqlitePrivacy implements PrivacyStore {

    private static final String SEPARATOR = " ";

    private final StoreFile file;

    SqlitePrivacy(StoreFile file) {
        this.file = file;
    }

    @Override
    public Optional<FleetPolicy> findPolicy(String fleetId) {
        return file.read(session -> session.find(
                row -> new FleetPolicy(
                        PrivateTrips.valueOf(row.getString(1)),
                        hours(row),
                        row.getInt("drivers_decide") != 0,
                        retention(row)),
                "SELECT private_trips, days, from_time, to_time, drivers_decide, position_days, trip_days,"
                        + " retention_from_ms FROM fleet_policy WHERE fleet = ?",
                fleetId));
    }

    @Override
    public List<String> listRetaining() {
        return file.read(session -> session.list(
                row -> row.getString(1),
                "SELECT fleet FROM fleet_policy WHERE position_days IS NOT NULL ORDER BY fleet"));
    }

    @Override
    public void putPolicy(String fleetId, FleetPolicy policy) {
        WorkingHours hours = policy.hours().orElse(null);
        file.write(session -> session.update(
                "INSERT OR REPLACE INTO fleet_policy (fleet, private_trips, days, from_time, to_time, drivers_decide,"
                        + " position_days, trip_days, retention_from_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                fleetId,
                policy.privateTrips().name(),
                hours == null ? null : hours.days().stream().map(Enum::name).collect(Collectors.joining(SEPARATOR)),
                hours == null ? null : hours.from().toString(),
                hours == null ? null : hours.to().toString(),
                policy.driversDecide() ? 1 : 0,
                policy.retention().map(Retention::positionDays).orElse(null),
                policy.retention().flatMap(Retention::tripDays).orElse(null),
                policy.retention().map(kept -> kept.from().toEpochMilli()).orElse(null)));
    }

    @Override
    public DriverPrivacy find(Owner driver) {
        return file.read(session -> {
            List<Zone> zones = session.list(
                    row -> new Zone(
                            row.getString(1),
                            row.getString(2),
                            new Coordinate(row.getInt(3), row.getInt(4)),
                            row.getInt(5)),
                    "SELECT id, name, lat_e7, lon_e7, radius_m FROM privacy_zone WHERE fleet = ? AND user = ? ORDER BY id",
                    driver.fleetId(),
                    driver.userId());
            return session.find(
                            row -> new DriverPrivacy(row.getString(1), row.getInt(2) != 0, zones),
                            "SELECT secret, shares_live FROM driver_privacy WHERE fleet = ? AND user = ?",
                            driver.fleetId(),
                            driver.userId())
                    .orElseGet(() -> new DriverPrivacy("", true, zones));
        });
    }

    @Override
    public void keepSecret(Owner driver, String secret) {
        file.write(session -> session.update(
                "INSERT INTO driver_privacy (fleet, user, secret) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
                        + " secret = excluded.secret WHERE secret = ''",
                driver.fleetId(),
                driver.userId(),
                secret));
    }

    @Override
    public void shareLive(Owner driver, boolean shares) {
        file.write(session -> session.update(
                "INSERT INTO driver_privacy (fleet, user, shares_live) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
                        + " shares_live = excluded.shares_live",
                driver.fleetId(),
                driver.userId(),
                shares ? 1 : 0));
    }

    @Override
    public void putZone(Owner driver, Zone zone) {
        file.write(session -> session.update(
                "INSERT OR REPLACE INTO privacy_zone (fleet, user, id, name, lat_e7, lon_e7, radius_m)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                driver.fleetId(),
                driver.userId(),
                zone.id(),
                zone.name(),
                zone.center().latitudeE7(),
                zone.center().longitudeE7(),
                zone.radiusMeters()));
    }

    @Override
    public void removeZone(Owner driver, String id) {
        file.write(session -> session.update(
                "DELETE FROM privacy_zone WHERE fleet = ? AND user = ? AND id = ?",
                driver.fleetId(),
                driver.userId(),
                id));
    }

    @Override
    public void forget(Owner driver) {
        file.write(session -> {
            session.update("DELETE FROM privacy_zone WHERE fleet = ? AND user = ?", driver.fleetId(), driver.userId());
            return session.update(
                    "DELETE FROM driver_privacy WHERE fleet = ? AND user = ?", driver.fleetId(), driver.userId());
        });
    }

    private static Optional<Retention> retention(ResultSet row) throws SQLException {
        int positionDays = row.getInt("position_days");
        if (row.wasNull()) {
            return Optional.empty();
        }
        int tripDays = row.getInt("trip_days");
        Optional<Integer> trips = row.wasNull() ? Optional.empty() : Optional.of(tripDays);
        return Optional.of(new Retention(positionDays, trips, Instant.ofEpochMilli(row.getLong("retention_from_ms"))));
    }

    private static Optional<WorkingHours> hours(ResultSet row) throws SQLException {
        String days = row.getString("days");
        return days == null
                ? Optional.empty()
                : Optional.of(new WorkingHours(
                        Arrays.stream(days.split(SEPARATOR))
                                .map(DayOfWeek::valueOf)
                                .collect(Collectors.toSet()),
                        LocalTime.parse(row.getString("from_time")),
                        LocalTime.parse(row.getString("to_time"))));
    }
}
