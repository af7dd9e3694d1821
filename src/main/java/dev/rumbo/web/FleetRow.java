package dev.rumbo.web;

import dev.rumbo.reading.FleetDevice;
import dev.rumbo.trips.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A line of the fleet's list. The script reads the raw values from the line and keeps it current.
 *
 * @param state as it is called in style sheets and scripts
 * @param speed m/s, empty where unknown
 * @param course degrees, empty where unknown
 * @param path the day of the last position
 */
public record FleetRow(
        String id,
        String name,
        String userName,
        String state,
        Instant time,
        double latitude,
        double longitude,
        String speed,
        String course,
        String path) {

    private static final String HIDDEN = "hidden";

    /** Of a device that drives, which tells its speed. */
    public double metersPerSecond() {
        return Double.parseDouble(speed);
    }

    static FleetRow of(FleetDevice device, ZoneId zone) {
        return device.last().map(last -> of(device, last, zone)).orElseGet(() -> hidden(device));
    }

    /** Whether whoever looks may not see where it is; then it has no values. */
    public boolean hidden() {
        return state.equals(HIDDEN);
    }

    private static FleetRow hidden(FleetDevice device) {
        String id = device.device().deviceId();
        return new FleetRow(
                id, device.name(), device.userName(), HIDDEN, Instant.EPOCH, 0, 0, "", "", "/days?device=" + id);
    }

    private static FleetRow of(FleetDevice device, Position last, ZoneId zone) {
        String id = device.device().deviceId();
        return new FleetRow(
                id,
                device.name(),
                device.userName(),
                device.state().name().toLowerCase(Locale.ROOT),
                last.time(),
                last.coordinate().latitude(),
                last.coordinate().longitude(),
                last.speedMetersPerSecond().stream()
                        .mapToObj(String::valueOf)
                        .findFirst()
                        .orElse(""),
                last.courseDegrees().stream()
                        .mapToObj(String::valueOf)
                        .findFirst()
                        .orElse(""),
                "/days/" + LocalDate.ofInstant(last.time(), zone) + "?device=" + id);
    }
}
