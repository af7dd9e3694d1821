package dev.rumbo.tracking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.PositionJson;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.AccountStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Reads the records of Rumbo's own posts, and JSON that other producers put into the stream: one object per record with
 * {@code deviceId} and the fields of a position.
 */
final class RecordReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

    private final AccountStore accounts;

    RecordReader(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** @throws MalformedRecordException where the record is neither; its message says why, without the content */
    PositionPost read(StreamRecord record) {
        ByteBuffer data = record.data();
        return data.hasRemaining() && data.get(data.position()) == '{' ? readJson(record) : PostCodec.decode(data);
    }

    private PositionPost readJson(StreamRecord record) {
        byte[] bytes = new byte[record.data().remaining()];
        record.data().duplicate().get(bytes);
        try (JsonParser forPosition = JSON.createParser(bytes);
                JsonParser forDevice = JSON.createParser(bytes)) {
            forPosition.nextToken();
            PositionJson.Parsed parsed =
                    PositionJson.read(forPosition, record.arrivedAt().plus(CLOCK_AHEAD));
            DeviceKey device = device(deviceId(forDevice));
            return new PositionPost(
                    device,
                    Track.of(List.of(
                            parsed.position().orElseThrow(() -> new MalformedRecordException(parsed.reason())))));
        } catch (IOException notJson) {
            throw new MalformedRecordException("the record is not valid JSON", notJson);
        }
    }

    private static String deviceId(JsonParser json) throws IOException {
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("deviceId");
            if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
                return json.getText();
            }
            json.skipChildren();
        }
        throw new MalformedRecordException("deviceId is missing");
    }

    private DeviceKey device(String deviceId) {
        return accounts.findDevice(deviceId)
                .map(Device::key)
                .orElseThrow(() -> new MalformedRecordException("there is no device with this deviceId"));
    }
}
