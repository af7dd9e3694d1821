package dev.rumbo.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What {@code archive-rows} makes of other producers' records where the installation trusts them. */
@QuarkusTest
@TestProfile(TrustedProducersTest.Trusting.class)
class TrustedProducersTest {

    private static final Instant ARRIVED = Instant.parse("2026-03-11T08:00:00.123Z");
    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final DeviceKey REMOVED = new DeviceKey("fleet", "ana", "removed");

    public static class Trusting implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.lambda.handler",
                    "archive-rows",
                    "quarkus.lambda.mock-event-server.test-port",
                    String.valueOf(Lambda.PORT),
                    "rumbo.functions.other-producers",
                    "trusted",
                    "rumbo.functions.table-prefix",
                    "trusted",
                    "rumbo.functions.endpoint.dynamodb",
                    Emulator.address().toString());
        }
    }

    @Test
    void theirRecordsAreRowsOfDevicesThatCouldPostThemselves() throws Exception {
        String event = Lambda.firehoseEvent(List.of(json("car"), json("removed"), json("nobodys")), ARRIVED);
        assertThatThrownBy(() -> Lambda.invoke(event))
                .as("where nobody can be asked whose a record is, Firehose is to call again")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500");

        try (Emulator emulator = new Emulator();
                DynamoDbClient client = Emulator.client()) {
            AccountStore accounts = DynamoAccountStore.open(client, "trusted", true, Clock.systemUTC());
            accounts.add(new User(
                    "fleet", "ana", "ana@example.org", "Ana", Role.DRIVER, ZoneOffset.UTC, Locale.ENGLISH, "-"));
            for (DeviceKey device : List.of(CAR, REMOVED)) {
                accounts.add(
                        new Device(device, device.deviceId(), ARRIVED, Device.State.ACTIVE),
                        new Credential.DeviceToken(device.deviceId(), device));
            }
            accounts.remove(REMOVED, Device.State.REMOVED);

            FirehoseAnswers answers = new FirehoseAnswers(Lambda.invoke(event));

            assertThat(answers.results())
                    .containsExactly("record-1 Ok", "record-2 ProcessingFailed", "record-3 ProcessingFailed");
            assertThat(answers.delivered())
                    .isEqualTo("{\"device_id\":\"car\",\"time_millis\":1773212400000,\"latitude_e7\":-349058000,"
                            + "\"longitude_e7\":-561913000,\"speed_centimeters_per_second\":1240,"
                            + "\"received_millis\":1773216000123,\"fleet_id\":\"fleet\",\"user_id\":\"ana\"}\n");
        }
    }

    /** As the Kinesis Agent makes it of a line. */
    private static byte[] json(String deviceId) {
        return ("{\"deviceId\":\"" + deviceId + "\",\"time\":\"2026-03-11T07:00:00Z\",\"lat\":\"-34.9058\","
                        + "\"lon\":\"-56.1913\",\"speed\":\"12.4\",\"course\":\"\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
