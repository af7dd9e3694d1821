package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other producers put into the stream: lines of files by the Kinesis Agent, messages by a rule of AWS IoT. */
class RecordReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path AGENT = Path.of("infra", "agent", "agent.json");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final String LINE = "car,2026-03-01T11:59:58.500Z,-34.9058000,-56.1913,12.44,359.95,";

    @TempDir
    Path folder;

    private SqliteStore store;
    private RecordReader reader;

    @BeforeEach
    void start() {
        store = SqliteStore.open(folder);
        store.accounts()
                .add(new User(
                        "fleet", "ana", "ana@example.org", "Ana", Role.DRIVER, ZoneOffset.UTC, Locale.ENGLISH, "-"));
        store.accounts()
                .add(new Device(CAR, "car", NOON, Device.State.ACTIVE), new Credential.DeviceToken("hash", CAR));
        reader = new RecordReader(store.accounts(), OtherProducers.TRUSTED);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLineOfAFileIsAPositionAfterTheAgentMadeJsonOfIt() throws IOException {
        assertThat(reader.read(record(byAgent(LINE))).positions())
                .isEqualTo(Track.of(List.of(new Position(
                        NOON.minusMillis(1_500).toEpochMilli(),
                        -349_058_000,
                        -561_913_000,
                        1_244,
                        0,
                        Position.ABSENT,
                        Position.ABSENT))));
    }

    @Test
    void aMessageThatAnIotRuleSelectedIsAPosition() {
        StreamRecord record = record(
                "{\"time\":\"2026-03-01T11:59:58Z\",\"lat\":-34.9058,\"lon\":-56.1913,\"accuracy\":5,\"deviceId\":\"car\"}");

        assertThat(reader.read(record).device()).isEqualTo(CAR);
        assertThat(reader.read(record).positions().get(0).accuracyDecimeters()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deviceId,time,lat,lon              | no device with this deviceId",
                "car,2026-03-01T11:00:00Z,north,1   | lat must be a number",
                "car,2026-03-01T11:00:00Z,NaN,1     | lat must be a number",
                "car,2026-03-01T11:00:00Z,0x1p3,1   | lat must be a number",
                "car,2026-03-01T11:00:00Z,1e1,1     | lat must be a number",
                "car,2026-03-01T11:00:00Z,91,1      | lat must be within",
                "car,2026-03-01T11:00:00Z           | lat is missing",
                "car,2026-03-01T12:06:00Z,1,1       | five minutes in the future",
                "bus,2026-03-01T11:00:00Z,1,1       | no device with this deviceId",
            })
    void aLineThatIsNoneSaysWhy(String line, String problem) {
        assertThatThrownBy(() -> reader.read(record(byAgent(line))))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void nothingIsTakenOfADeviceThatMayNotPostEither() {
        store.accounts().remove(CAR, Device.State.REMOVED);

        assertThatThrownBy(() -> reader.read(record(byAgent(LINE)))).hasMessageContaining("was removed");
    }

    @Test
    void nothingIsTakenOfAnOwnerWhoMayNotLogIn() {
        store.accounts().changeAccess(CAR.owner(), Role.DRIVER, false);

        assertThatThrownBy(() -> reader.read(record(byAgent(LINE)))).hasMessageContaining("may not log in");
    }

    @Test
    void nothingIsTakenUnlessTheInstallationTrustsWhoWritesIntoItsStream() {
        RecordReader refusing = new RecordReader(store.accounts(), OtherProducers.REFUSED);

        assertThatThrownBy(() -> refusing.read(record(byAgent(LINE)))).hasMessageContaining("RUMBO_OTHER_PRODUCERS");
    }

    /** As the agent's CSVTOJSON does it: all values in quotes, columns that a line lacks as null, a line break at the end. */
    private static String byAgent(String line) throws IOException {
        JsonNode option = JSON.readTree(AGENT.toFile()).at("/flows/0/dataProcessingOptions/0");
        assertThat(option.get("optionName").asText()).isEqualTo("CSVTOJSON");
        String[] columns = line.split(",");
        Map<String, Object> fields = new LinkedHashMap<>();
        for (JsonNode name : option.get("customFieldNames")) {
            fields.put(name.asText(), fields.size() < columns.length ? columns[fields.size()] : null);
        }
        return JSON.writeValueAsString(fields) + "\n";
    }

    private static StreamRecord record(String json) {
        return new StreamRecord("shard", "1", NOON, "random", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }
}
