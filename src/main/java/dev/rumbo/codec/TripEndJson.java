package dev.rumbo.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.TripEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** An ended trip as JSON, which programs other than Rumbo read as well: ids, and times in ISO 8601 by UTC. */
public final class TripEndJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String TYPE = "trip-ended";

    private TripEndJson() {}

    public static byte[] encode(TripEnd end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE);
            json.writeStringField("fleetId", end.device().fleetId());
            json.writeStringField("userId", end.device().userId());
            json.writeStringField("deviceId", end.device().deviceId());
            json.writeStringField("tripId", end.tripId());
            json.writeStringField(
                    "start", Instant.ofEpochMilli(end.startMillis()).toString());
            json.writeStringField("end", Instant.ofEpochMilli(end.endMillis()).toString());
            json.writeEndObject();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException where the bytes are no ended trip */
    public static TripEnd decode(ByteBuffer bytes) {
        byte[] text = new byte[bytes.remaining()];
        bytes.duplicate().get(text);
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedRecordException("an ended trip must be an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    fields.put(name, json.getText());
                }
                json.skipChildren();
            }
        } catch (IOException notJson) {
            throw new MalformedRecordException("the record is not valid JSON", notJson);
        }
        if (!TYPE.equals(fields.get("type"))) {
            throw new MalformedRecordException("the record tells of no ended trip");
        }
        return new TripEnd(
                new DeviceKey(text(fields, "fleetId"), text(fields, "userId"), text(fields, "deviceId")),
                text(fields, "tripId"),
                time(fields, "start"),
                time(fields, "end"));
    }

    private static String text(Map<String, String> fields, String name) {
        String text = fields.get(name);
        if (text == null || text.isEmpty()) {
            throw new MalformedRecordException(name + " is missing");
        }
        return text;
    }

    private static long time(Map<String, String> fields, String name) {
        try {
            return Instant.parse(text(fields, name)).toEpochMilli();
        } catch (DateTimeException notATime) {
            throw new MalformedRecordException(name + " must be a time in ISO 8601 by UTC", notATime);
        }
    }
}
