package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Overland, and all that send its batches: GeoJSON features, m/s. The batch counts as delivered only by {@code "result":"ok"}, so one bad
 * item must never withhold it.
 */
final class Overland implements AppFormat {

    @Override
    public String kind() {
        return "overland";
    }

    @Override
    public Findings read(AppRequest request) {
        return OwnTracks.read(request, SpeedUnit.KILOMETERS_PER_HOUR);
    }

    @Override
    public Answer answer(AppRequest request, Findings findings) {
        return accepted(findings);
    }

    static Answer accepted(Findings findings) {
        return Answer.with(Answer.object().put("result", "ok"), findings);
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }

    static void item(JsonNode item, AppRequest request, Findings findings, int index) {
        Values values = Values.of(item.get("properties"));
        findings.identifier(values.text("device_id"));
        boolean noFix = values.text("action") != null || "trip".equals(values.text("type"));
        if (noFix) {
            // A log line, a visit or the record of a trip.
            return;
        }
        OptionalDouble level = values.number("battery_level");
        findings.battery(level.isPresent() ? OptionalDouble.of(level.getAsDouble() * 100) : level);
        findings.charging(
                switch (String.valueOf(values.text("battery_state"))) {
                    case "charging", "full" -> Optional.of(true);
                    case "unplugged" -> Optional.of(false);
                    default -> Optional.empty();
                });
        JsonNode place = item.path("geometry").path("coordinates");
        BigDecimal accuracy = Numbers.parse(values.text("horizontal_accuracy"));
        if (accuracy != null && accuracy.signum() < 0) {
            findings.reject(index, "horizontal_accuracy is below 0, which is no fix", values.sample());
            return;
        }
        request.newFix()
                .time(values.text("timestamp", "time"))
                .place(text(place, 1), text(place, 0))
                .speed(values.text("speed"), SpeedUnit.METERS_PER_SECOND)
                .course(values.text("course"))
                .altitude(values.text("altitude"), values.text("vertical_accuracy"))
                .accuracy(values.text("horizontal_accuracy", "accuracy"))
                .into(findings, index, values);
    }

    /** An element of a list; null where it says nothing. */
    static @Nullable String text(JsonNode coordinates, int index) {
        JsonNode node = coordinates.path(index);
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank() ? node.asText() : null;
    }
}
