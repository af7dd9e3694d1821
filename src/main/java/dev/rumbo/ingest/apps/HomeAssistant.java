package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Templates of Home Assistant, and the {@code update_location} of its own app: m/s, and 0 for what is not known. */
final class HomeAssistant implements AppFormat {

    @Override
    public String kind() {
        return "homeassistant";
    }

    @Override
    public Findings read(AppRequest request) {
        FlatFields flat = new FlatFields(
                request, SpeedUnit.METERS_PER_SECOND, 5, FlatFields.Zeros.UNKNOWN, FlatFields.Untimed.OF_NOW);
        if (request.json().isPresent()) {
            JsonBody body = request.json().get();
            if (body.problem().isEmpty()
                    && body.root().path("location").isObject()
                    && !body.root().path("location").has("coords")) {
                Findings findings = new Findings();
                template(body.root(), request, findings);
                return findings;
            }
        }
        return Shapes.of(request, flat).read();
    }

    private static void template(JsonNode root, AppRequest request, Findings findings) {
        Values outer = Values.of(root);
        Values place = Values.of(root.get("location"));
        findings.identifier(outer.text("device_id"));
        findings.battery(Values.of(root.get("battery")).or(outer).number("level", "battery"));
        fix(request, outer.or(place).text("timestamp", "time"))
                .place(place.text("latitude", "lat"), place.text("longitude", "lon"))
                .speed(place.text("speed"), SpeedUnit.METERS_PER_SECOND)
                .course(place.text("course", "bearing", "heading"))
                .altitude(place.text("altitude"), place.text("vertical_accuracy"))
                .accuracy(place.text("accuracy", "gps_accuracy"))
                .withoutZeros()
                .into(findings, 0, outer.or(place));
    }

    /** The app's own call: the latitude comes first, and a time does not come at all. */
    static void update(JsonNode item, AppRequest request, Findings findings, int index) {
        Values outer = Values.of(item);
        if (!"update_location".equals(outer.text("type"))) {
            return;
        }
        Values data = Values.of(item.get("data"));
        JsonNode place = item.path("data").path("gps");
        findings.battery(data.number("battery"));
        fix(request, data.or(outer).text("timestamp", "time"))
                .place(Overland.text(place, 0), Overland.text(place, 1))
                .speed(data.text("speed"), SpeedUnit.METERS_PER_SECOND)
                .course(data.text("course"))
                .altitude(data.text("altitude"), data.text("vertical_accuracy"))
                .accuracy(data.text("gps_accuracy"))
                .withoutZeros()
                .into(findings, index, data);
    }

    private static Fix fix(AppRequest request, @Nullable String time) {
        return time == null
                ? request.newFix().time(request.receivedMillis())
                : request.newFix().time(time);
    }
}
