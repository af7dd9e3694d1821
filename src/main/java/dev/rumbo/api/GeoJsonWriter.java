package dev.rumbo.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * GeoJSON of RFC 7946: one feature collection with a line for each trip and a point for each position outside.
 *
 * <p>A trip that crosses the antimeridian is cut there into a MultiLineString, as section 3.1.9 wants it; a trip of a
 * single position is a Point, because a line needs two.
 */
final class GeoJsonWriter implements Formats.Writer {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int HALF_TURN_E7 = 1_800_000_000;

    private final JsonGenerator json;

    GeoJsonWriter(OutputStream stream) throws IOException {
        json = JSON.createGenerator(stream)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        json.writeStartObject();
        json.writeStringField("type", "FeatureCollection");
        json.writeArrayFieldStart("features");
    }

    @Override
    public void trip(Trip trip, Track route) {
        try {
            startFeature(route.size() == 1 ? "Point" : crossesAntimeridian(route) ? "MultiLineString" : "LineString");
            if (route.size() == 1) {
                coordinate(route, 0);
            } else {
                line(route);
            }
            json.writeEndObject();
            json.writeObjectFieldStart("properties");
            json.writeStringField("id", trip.id());
            json.writeStringField("deviceId", trip.deviceId());
            json.writeStringField(
                    "start", Instant.ofEpochMilli(trip.startMillis()).toString());
            json.writeStringField("end", Instant.ofEpochMilli(trip.endMillis()).toString());
            json.writeNumberField("distanceMeters", Wire.meters(trip.distanceMillimeters()));
            json.writeNumberField("unknownMeters", Wire.meters(trip.unknownMillimeters()));
            if (!trip.edits().name().isEmpty()) {
                json.writeStringField("name", trip.edits().name());
            }
            if (trip.edits().purpose() != Edits.Purpose.NONE) {
                json.writeStringField(
                        "purpose", CorrectionJson.word(trip.edits().purpose()));
            }
            json.writeArrayFieldStart("times");
            for (int i = 0; i < route.size(); i++) {
                json.writeString(Instant.ofEpochMilli(route.timeMillis(i)).toString());
            }
            json.writeEndArray();
            endFeature();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void outside(Track part) {
        try {
            for (int i = 0; i < part.size(); i++) {
                startFeature("Point");
                coordinate(part, i);
                json.writeEndObject();
                json.writeObjectFieldStart("properties");
                json.writeStringField(
                        "time", Instant.ofEpochMilli(part.timeMillis(i)).toString());
                optional("speed", Wire.optional(part.speedCentimetersPerSecond(i), 2));
                optional("course", Wire.optional(part.courseDecidegrees(i), 1));
                optional("altitude", Wire.optional(part.altitudeDecimeters(i), 1));
                optional("accuracy", Wire.optional(part.accuracyDecimeters(i), 1));
                endFeature();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            json.writeEndArray();
            json.writeEndObject();
            json.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void startFeature(String geometry) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "Feature");
        json.writeObjectFieldStart("geometry");
        json.writeStringField("type", geometry);
        json.writeFieldName("coordinates");
    }

    private void endFeature() throws IOException {
        json.writeEndObject();
        json.writeEndObject();
    }

    private void line(Track route) throws IOException {
        boolean cut = crossesAntimeridian(route);
        json.writeStartArray();
        if (cut) {
            json.writeStartArray();
        }
        coordinate(route, 0);
        for (int i = 1; i < route.size(); i++) {
            if (crosses(route, i)) {
                boolean eastward = route.longitudeE7(i - 1) > 0;
                BigDecimal latitude = latitudeAtCrossing(route, i);
                coordinate(BigDecimal.valueOf(eastward ? 180 : -180), latitude);
                json.writeEndArray();
                json.writeStartArray();
                coordinate(BigDecimal.valueOf(eastward ? -180 : 180), latitude);
            }
            coordinate(route, i);
        }
        if (cut) {
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void coordinate(Track track, int index) throws IOException {
        json.writeStartArray();
        json.writeNumber(Wire.degrees(track.longitudeE7(index)));
        json.writeNumber(Wire.degrees(track.latitudeE7(index)));
        if (track.altitudeDecimeters(index) != Position.ABSENT) {
            json.writeNumber(BigDecimal.valueOf(track.altitudeDecimeters(index), 1));
        }
        json.writeEndArray();
    }

    private void coordinate(BigDecimal longitude, BigDecimal latitude) throws IOException {
        json.writeStartArray();
        json.writeNumber(longitude);
        json.writeNumber(latitude);
        json.writeEndArray();
    }

    private void optional(String name, @Nullable BigDecimal value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static boolean crossesAntimeridian(Track route) {
        for (int i = 1; i < route.size(); i++) {
            if (crosses(route, i)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the short way from the position before goes over the antimeridian. */
    private static boolean crosses(Track route, int index) {
        return Math.abs((long) route.longitudeE7(index) - route.longitudeE7(index - 1)) > HALF_TURN_E7;
    }

    private static BigDecimal latitudeAtCrossing(Track route, int index) {
        long before = HALF_TURN_E7 - Math.abs((long) route.longitudeE7(index - 1));
        long after = HALF_TURN_E7 - Math.abs((long) route.longitudeE7(index));
        double share = before + after == 0 ? 0 : (double) before / (before + after);
        double latitudeE7 =
                route.latitudeE7(index - 1) + share * ((double) route.latitudeE7(index) - route.latitudeE7(index - 1));
        return Wire.degrees((int) Math.round(latitudeE7));
    }
}
