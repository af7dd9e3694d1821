package dev.rumbo.ingest.apps;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Loggers that were made for PhoneTrack: their path tells what they speak, and everything is in m/s. Without a path, the content
 * tells.
 */
final class PhoneTrack implements AppFormat {

    private static final String DIRECT = "";

    @Override
    public String kind() {
        return "phonetrack";
    }

    @Override
    public Findings read(AppRequest request) {
        Findings findings = content(request);
        List<String> path = request.path();
        if (!path.isEmpty() && !path.get(path.size() - 1).endsWith(".php")) {
            findings.identifier(path.get(path.size() - 1));
        }
        return findings;
    }

    private static Findings content(AppRequest request) {
        Values values = request.values();
        if (values.text("gprmc") != null) {
            Findings findings = new Findings();
            Gprmc.read(values, request, findings);
            return findings;
        }
        Optional<JsonNode> points = points(request);
        if (points.isPresent()) {
            return points(points.get(), request);
        }
        if (values.text("action") != null) {
            return new ULogger().read(request);
        }
        return switch (endpoint(request)) {
            case "gpslogger" -> GpsLogger.read(request, FlatFields.Untimed.REJECTED);
            case "traccar" -> new TraccarClient().read(request);
            default -> simple(request);
        };
    }

    /** Named values in m/s; a zero is a measurement. */
    static Findings simple(AppRequest request) {
        FlatFields flat = new FlatFields(
                request, SpeedUnit.METERS_PER_SECOND, 5, FlatFields.Zeros.MEASURED, FlatFields.Untimed.REJECTED);
        return Shapes.of(request, flat).read();
    }

    @Override
    public Answer answer(AppRequest request, Findings findings) {
        return switch (endpoint(request)) {
            case "owntracks" -> Answer.EMPTY_LIST;
            case "overland" -> Overland.accepted(findings);
            case "ulogger" -> ULogger.accepted(findings);
            default -> {
                var done = Answer.object().put("done", 1);
                done.putArray("friends");
                yield Answer.with(done.put("pointId", 1).put("deviceId", 1), findings);
            }
        };
    }

    @Override
    public boolean sendsBatches() {
        return true;
    }

    /** What follows {@code log} in the path; empty for the app's own calls. */
    private static String endpoint(AppRequest request) {
        List<String> path = request.path();
        int log = path.indexOf("log");
        return log < 0 || log + 1 >= path.size() ? DIRECT : path.get(log + 1).toLowerCase(Locale.ROOT);
    }

    private static Optional<JsonNode> points(AppRequest request) {
        if (request.json().isPresent()) {
            JsonNode root = request.json().get().root();
            boolean lists = root.isArray() && root.path(0).isArray();
            return lists
                    ? Optional.of(root)
                    : Optional.ofNullable(root.get("points")).filter(JsonNode::isArray);
        }
        String text = request.values().text("points");
        return Optional.ofNullable(text)
                .map(json ->
                        JsonBody.read(json.getBytes(StandardCharsets.UTF_8)).root())
                .filter(JsonNode::isArray);
    }

    /** Lists of latitude, longitude, time, altitude, accuracy, battery, satellites, user agent, speed and bearing. */
    private static Findings points(JsonNode points, AppRequest request) {
        Findings findings = new Findings();
        int index = 0;
        for (JsonNode point : points) {
            request.newFix()
                    .place(Overland.text(point, 0), Overland.text(point, 1))
                    .time(Overland.text(point, 2))
                    .altitude(Overland.text(point, 3), null)
                    .accuracy(Overland.text(point, 4))
                    .speed(Overland.text(point, 8), SpeedUnit.METERS_PER_SECOND)
                    .course(Overland.text(point, 9))
                    .into(findings, index, Values.NONE);
            var battery = Numbers.parse(Overland.text(point, 5));
            if (battery != null) {
                findings.battery(OptionalDouble.of(battery.doubleValue()));
            }
            index++;
        }
        request.json()
                .map(JsonBody::problem)
                .filter(problem -> !problem.isEmpty())
                .ifPresent(problem -> findings.reject(points.size(), problem, ""));
        return findings;
    }
}
