package dev.rumbo.ingest.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rumbo.ingest.apps.Fix;
import dev.rumbo.ingest.apps.SpeedUnit;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** GeoJSON, feature by feature: points with a time, and lines with a list of times. */
final class GeoJsonFile {

    private static final String[] TIME = {"time", "timestamp", "recorded_at"};
    private static final String[] TIMES = {"times", "coordTimes", "timestamps"};

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Of one feature, which is held whole: a day's line has 30,000 points of 4 tokens and as many times. */
    private static final int MOST_TOKENS = 4_000_000;

    private final PositionFile.Options options;
    private final FileSink sink;
    private boolean found;

    private GeoJsonFile(PositionFile.Options options, FileSink sink) {
        this.options = options;
        this.sink = sink;
    }

    static void read(InputStream file, PositionFile.Options options, FileSink sink) throws IOException {
        GeoJsonFile reader = new GeoJsonFile(options, sink);
        try (JsonParser json = new JsonFactory().createParser(file)) {
            json.setCodec(MAPPER);
            JsonToken start = json.nextToken();
            if (start == JsonToken.START_ARRAY) {
                reader.list(json);
            } else {
                reader.root(json);
            }
        } catch (JsonProcessingException broken) {
            String place = broken.getLocation() == null
                    ? ""
                    : " at line " + broken.getLocation().getLineNr();
            throw new UnreadableFileException("The file is not valid JSON" + place + ".");
        }
        if (!reader.found) {
            throw new UnreadableFileException("This is JSON, but not GeoJSON: it holds no features.");
        }
    }

    private void root(JsonParser json) throws IOException {
        JsonNode geometry = MissingNode.getInstance();
        JsonNode properties = MissingNode.getInstance();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("features") && value == JsonToken.START_ARRAY) {
                list(json);
            } else if (name.equals("geometry")) {
                geometry = tree(json);
            } else if (name.equals("properties")) {
                properties = tree(json);
            } else {
                json.skipChildren();
            }
        }
        if (geometry.isObject()) {
            feature(geometry, properties);
        }
    }

    private void list(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                throw new UnreadableFileException("The file breaks off.");
            }
            JsonNode item = tree(json);
            if (item.has("geometry") || "Feature".equals(item.path("type").asText())) {
                feature(item.path("geometry"), item.path("properties"));
            }
        }
    }

    /** @throws UnreadableFileException where it is too large to be held, however well it was packed */
    private static JsonNode tree(JsonParser json) throws IOException {
        return MAPPER.readTree(new Counted(json));
    }

    private static final class Counted extends JsonParserDelegate {

        private int left = MOST_TOKENS;

        Counted(JsonParser json) {
            super(json);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            if (--left < 0) {
                throw new UnreadableFileException("A feature of the file is too large. Cut it into parts.");
            }
            return super.nextToken();
        }
    }

    private void feature(JsonNode geometry, JsonNode properties) {
        found = true;
        switch (geometry.path("type").asText()) {
            case "Point" -> point(geometry.path("coordinates"), first(properties, TIME), properties);
            case "LineString" -> line(geometry.path("coordinates"), list(properties), 0);
            case "MultiLineString" -> {
                int at = 0;
                for (JsonNode part : geometry.path("coordinates")) {
                    at = line(part, list(properties), at);
                }
            }
            default -> {
                // Areas and collections are no positions.
            }
        }
    }

    private int line(JsonNode coordinates, JsonNode times, int from) {
        int at = from;
        for (JsonNode coordinate : coordinates) {
            JsonNode time = times.path(at++);
            point(coordinate, time.isMissingNode() ? null : time.asText(), MissingNode.getInstance());
        }
        return at;
    }

    private void point(JsonNode coordinate, @Nullable String time, JsonNode properties) {
        String altitude = first(properties, "altitude", "ele");
        sink.take(Fix.ofFile(options.latestMillis())
                .place(text(coordinate.path(1)), text(coordinate.path(0)))
                .time(time)
                .speed(first(properties, "speed"), SpeedUnit.METERS_PER_SECOND)
                .course(first(properties, "course", "heading", "bearing"))
                .altitude(altitude == null ? text(coordinate.path(2)) : altitude, null)
                .accuracy(first(properties, "accuracy", "horizontal_accuracy")));
    }

    private static JsonNode list(JsonNode properties) {
        for (String name : TIMES) {
            JsonNode times = properties.path(name).isArray()
                    ? properties.path(name)
                    : properties.path("coordinateProperties").path(name);
            if (times.isArray()) {
                return times;
            }
        }
        return MissingNode.getInstance();
    }

    private static @Nullable String first(JsonNode properties, String... names) {
        for (String name : names) {
            String value = text(properties.path(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
