package dev.rumbo.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.TripEndJson;
import dev.rumbo.stream.TripEnd;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TripEndsFunctionTest.Told.class)
class TripEndsFunctionTest {

    private static final String DONE = "{\"batchItemFailures\":[]}";
    private static final String TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:trip-ends";
    private static final byte[] POISON = "no ended trip".getBytes(StandardCharsets.UTF_8);
    private static final long NOON = 1_772_366_400_000L;

    private static Emulator emulator;
    private static RecordingTopic topic;

    private final DeviceKey car =
            new DeviceKey("fleet", "ana", UUID.randomUUID().toString());
    private final TripEnd first = end(NOON, NOON + 600_000);
    private final TripEnd second = end(NOON + 3_600_000, NOON + 4_000_000);
    private final TripEnd third = end(NOON + 7_200_000, NOON + 8_000_000);

    public static class Told implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.lambda.handler",
                    "trip-ends",
                    "quarkus.lambda.mock-event-server.test-port",
                    String.valueOf(Lambda.PORT),
                    "rumbo.functions.told-table",
                    Emulator.TABLE,
                    "rumbo.functions.topic-arn",
                    TOPIC_ARN,
                    "rumbo.functions.endpoint.dynamodb",
                    Emulator.address().toString(),
                    "rumbo.functions.endpoint.sns",
                    "http://127.0.0.1:" + RecordingTopic.PORT);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        emulator = new Emulator();
        topic = new RecordingTopic();
    }

    @AfterAll
    static void stop() throws Exception {
        topic.close();
        emulator.close();
    }

    @BeforeEach
    void forget() {
        topic.notices.clear();
        topic.refusing = false;
    }

    @Test
    void eachEndedTripIsToldOfOnceHoweverOftenItComes() throws Exception {
        String event =
                Lambda.kinesisEvent(List.of(Lambda.aggregate(List.of(bytes(first), bytes(second))), bytes(third)));

        assertThat(Lambda.invoke(event)).isEqualTo(DONE);
        assertThat(topic.messages()).isEqualTo(texts(first, second, third));
        assertThat(topic.notices)
                .allSatisfy(notice -> assertThat(notice)
                        .containsEntry("Action", "Publish")
                        .containsEntry("TopicArn", TOPIC_ARN)
                        .containsValues("deviceId", car.deviceId(), "userId", "ana", "fleetId", "fleet"));

        assertThat(Lambda.invoke(event)).isEqualTo(DONE);
        assertThat(topic.notices).hasSize(3);
    }

    @Test
    void aRecordThatFailsComesAgainTogetherWithThoseAfterIt() throws Exception {
        String event = Lambda.kinesisEvent(List.of(bytes(first), POISON, bytes(second)));

        assertThat(Lambda.invoke(event)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
        assertThat(topic.messages()).isEqualTo(texts(first));

        assertThat(Lambda.invoke(Lambda.kinesisEvent(List.of(bytes(second))))).isEqualTo(DONE);
        assertThat(topic.messages()).isEqualTo(texts(first, second));
    }

    @Test
    void whatTheTopicRefusesComesAgainAndIsToldOfThen() throws Exception {
        String event = Lambda.kinesisEvent(List.of(bytes(first)));
        topic.refusing = true;
        assertThat(Lambda.invoke(event)).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");

        topic.refusing = false;
        assertThat(Lambda.invoke(event)).isEqualTo(DONE);
        assertThat(topic.messages()).isEqualTo(texts(first));
    }

    @Test
    void aTripThatLatePositionsMadeLongerIsNotToldOfAgain() throws Exception {
        TripEnd earlier = end(first.startMillis() - 60_000, first.endMillis());
        TripEnd longer = end(first.startMillis(), first.endMillis() + 60_000);
        TripEnd both = end(earlier.startMillis(), longer.endMillis());

        assertThat(Lambda.invoke(
                        Lambda.kinesisEvent(List.of(bytes(first), bytes(earlier), bytes(longer), bytes(both)))))
                .isEqualTo(DONE);

        assertThat(topic.messages()).isEqualTo(texts(first));
    }

    private TripEnd end(long startMillis, long endMillis) {
        return new TripEnd(car, car.deviceId() + "." + Long.toString(startMillis, 36), startMillis, endMillis);
    }

    private static byte[] bytes(TripEnd end) {
        return TripEndJson.encode(end);
    }

    private static List<String> texts(TripEnd... ends) {
        return Stream.of(ends)
                .map(end -> new String(bytes(end), StandardCharsets.UTF_8))
                .toList();
    }
}
