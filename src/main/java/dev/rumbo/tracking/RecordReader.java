package dev.rumbo.tracking;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.PositionJson;
import dev.rumbo.codec.PositionJson.Quoted;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.AccountStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reads the records of Rumbo's own posts, and JSON that other producers put into the stream: one object per record with
 * {@code deviceId} and the fields of a position, whose numbers may stand in quotes.
 *
 * <p>Nobody was asked for a token where another producer wrote. So its records are read where the installation trusts whoever may write
 * into the stream, and only of devices that could still post.
 */
public final class RecordReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

    /** As long as a token that was withdrawn may still be taken. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final AccountStore accounts;
    private final OtherProducers producers;
    private final Cache<String, Owned> devices = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(REMEMBERED)
            .build();

    public RecordReader(AccountStore accounts, OtherProducers producers) {
        this.accounts = accounts;
        this.producers = producers;
    }

    /** Whose it is, or why nothing is taken of it. */
    private record Owned(Optional<DeviceKey> key, String problem) {

        private static Owned nobodys(String problem) {
            return new Owned(Optional.empty(), problem);
        }
    }

    /** @throws MalformedRecordException where the record is neither; its message says why, without the content */
    public PositionPost read(StreamRecord record) {
        ByteBuffer data = record.data();
        return data.hasRemaining() && data.get(data.position()) == '{' ? readJson(record) : PostCodec.decode(data);
    }

    private PositionPost readJson(StreamRecord record) {
        if (producers == OtherProducers.REFUSED) {
            throw new MalformedRecordException("records of other producers are not taken (RUMBO_OTHER_PRODUCERS)");
        }
        byte[] bytes = new byte[record.data().remaining()];
        record.data().duplicate().get(bytes);
        try (JsonParser forPosition = JSON.createParser(bytes);
                JsonParser forDevice = JSON.createParser(bytes)) {
            forPosition.nextToken();
            PositionJson.Parsed parsed =
                    PositionJson.read(forPosition, record.arrivedAt().plus(CLOCK_AHEAD), Quoted.TAKEN);
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
        Owned owned = devices.get(deviceId, this::find);
        return owned.key().orElseThrow(() -> new MalformedRecordException(owned.problem()));
    }

    /** An erased device is the store's to refuse, which keeps nothing of it. */
    private Owned find(String deviceId) {
        Optional<Device> device = accounts.findDevice(deviceId);
        if (device.isEmpty()) {
            return Owned.nobodys("there is no device with this deviceId");
        }
        if (device.get().state() == Device.State.REMOVED) {
            return Owned.nobodys("the device with this deviceId was removed");
        }
        DeviceKey key = device.get().key();
        boolean active = device.get().state() == Device.State.ERASED
                || accounts.findUser(key.owner()).filter(User::active).isPresent();
        return active ? new Owned(Optional.of(key), "") : Owned.nobodys("the device's owner may not log in any more");
    }
}
