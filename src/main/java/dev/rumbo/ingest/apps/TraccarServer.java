package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;

/** A Traccar server that forwards: its own JSON, or a URL template; both in knots, and an accuracy of 0 is unknown. */
final class TraccarServer implements AppFormat {

    @Override
    public String kind() {
        return "traccar-server";
    }

    @Override
    public Findings read(AppRequest request) {
        return TraccarClient.read(request, SpeedUnit.KNOTS, 5);
    }

    static void item(JsonNode item, AppRequest request, Findings findings, int index) {
        Values device = Values.of(item.get("device"));
        Values values = Values.of(item.get("position"));
        Values attributes = Values.of(item.path("position").get("attributes"));
        findings.identifier(device.text("uniqueId", "name"));
        findings.battery(attributes.number("batteryLevel"));
        findings.charging(attributes.flag("charge"));
        request.newFix()
                .time(values.text("fixTime", "deviceTime"))
                .place(values.text("latitude"), values.text("longitude"))
                .speed(values.text("speed"), SpeedUnit.KNOTS)
                .course(values.text("course"))
                .altitude(values.text("altitude"), null)
                .accuracy(values.text("accuracy"))
                .into(findings, index, values);
    }
}
