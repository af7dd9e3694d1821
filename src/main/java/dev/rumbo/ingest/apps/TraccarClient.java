package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/**
 * Traccar Client: 7 sends a query and 10 a form, both in knots; 9 sends JSON in m/s. It tries the same position for ever until it is
 * taken.
 */
final class TraccarClient implements AppFormat {

    /** A common receiver's metres for each unit of horizontal dilution. */
    private static final int METERS_PER_HDOP = 5;

    @Override
    public String kind() {
        return "traccar";
    }

    @Override
    public Findings read(AppRequest request) {
        return read(request, SpeedUnit.KNOTS, METERS_PER_HDOP);
    }

    static Findings read(AppRequest request, SpeedUnit speed, int metersPerHdop) {
        FlatFields flat =
                new FlatFields(request, speed, metersPerHdop, FlatFields.Zeros.MEASURED, FlatFields.Untimed.OF_NOW);
        return Shapes.of(request, flat).read();
    }

    /** The JSON of version 9; its plugin may send a list of locations. */
    static void item(JsonNode item, AppRequest request, Findings findings, int index) {
        Values root = Values.of(item);
        findings.identifier(root.text("device_id", "id"));
        JsonNode locations = item.path("location");
        if (locations.isArray()) {
            int at = index;
            for (JsonNode location : locations) {
                location(location, root, request, findings, at++);
            }
        } else {
            location(locations, root, request, findings, index);
        }
    }

    private static void location(JsonNode location, Values root, AppRequest request, Findings findings, int index) {
        Values values = Values.of(location);
        Values battery = Values.of(location.get("battery"));
        OptionalDouble level = battery.number("level");
        findings.battery(level.isPresent() ? OptionalDouble.of(level.getAsDouble() * 100) : level);
        findings.charging(battery.flag("is_charging"));
        String time = values.or(root).text("timestamp");
        Values place = Values.of(location.get("coords")).or(values);
        boolean placed = place.text("latitude", "longitude") != null;
        if (!placed && location.isObject()) {
            findings.heartbeat(
                    Math.min(AppTime.parse(time).orElse(request.receivedMillis()), request.receivedMillis()));
            return;
        }
        request.newFix()
                .time(time)
                .place(place.text("latitude"), place.text("longitude"))
                .speed(place.text("speed"), SpeedUnit.METERS_PER_SECOND)
                .course(place.text("heading", "course"))
                .altitude(place.text("altitude"), place.text("altitude_accuracy"))
                .accuracy(place.text("accuracy"))
                .into(findings, index, place.or(root));
    }
}
