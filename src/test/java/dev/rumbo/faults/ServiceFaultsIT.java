package dev.rumbo.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;

/** The services of AWS, or the way to them, fail in every way that they do, under load. */
@ExtendWith(Emulators.class)
class ServiceFaultsIT {

    private static final Logger LOG = Logger.getLogger(ServiceFaultsIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private enum Service {
        KINESIS,
        DYNAMODB
    }

    @Test
    void everyFaultAtOnce() throws Exception {
        try (Run run = new Run()) {
            run.application.awaitReady();
            run.cars.start();
            run.kinesis.inject(0.25, Fault.values());
            run.dynamoDb.inject(0.1, Fault.values());
            run.cars.awaitAcknowledged(30);
            await().atMost(PATIENCE).until(() -> run.kinesis.injected().containsKey(Fault.HALF));
            run.kinesis.heal();
            run.dynamoDb.heal();
            run.verify();
        }
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Fault.class)
    void oneFaultOften(Fault fault) throws Exception {
        try (Run run = new Run()) {
            run.cars.start();
            run.kinesis.inject(0.5, fault);
            run.dynamoDb.inject(0.3, fault);
            run.cars.awaitAcknowledged(30);
            run.kinesis.heal();
            run.dynamoDb.heal();
            run.verify();
        }
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Service.class)
    void aServiceThatIsGoneIsSaidAndTheReturnIsNoticedWithoutAPost(Service service) throws Exception {
        try (Run run = new Run()) {
            FaultProxy proxy = service == Service.KINESIS ? run.kinesis : run.dynamoDb;
            run.cars.start();
            run.cars.awaitAcknowledged(10);
            proxy.down();
            if (service == Service.KINESIS) {
                await().atMost(PATIENCE).until(() -> run.cars.refused() > 3);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> !run.application.isReady());
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(5)).until(() -> !run.application.isReady());
            // Standing still, they tell it nothing: it must find out by itself, as behind a balancer that sends it
            // nobody.
            run.cars.pause();
            proxy.up();
            run.application.awaitReady();
            run.cars.resume();
            run.verify();
        }
    }

    @Tag("faults")
    @Test
    void aServiceThatHangsForSecondsAgainAndAgain() throws Exception {
        try (Run run = new Run()) {
            run.cars.start();
            for (int i = 0; i < 4; i++) {
                run.cars.awaitAcknowledged(5);
                FaultProxy proxy = i % 2 == 0 ? run.kinesis : run.dynamoDb;
                proxy.inject(1, Fault.SLOW);
                run.cars.awaitAcknowledged(3);
                proxy.heal();
            }
            run.verify();
        }
    }

    @Tag("faults")
    @Test
    void aRecordThatNobodyCanReadIsSetAsideAndHoldsUpNothing() throws Exception {
        try (Run run = new Run();
                AwsClients clients = Emulators.clients()) {
            run.cars.start();
            for (byte[] poison : Poison.RECORDS) {
                run.cars.awaitAcknowledged(5);
                clients.kinesis()
                        .putRecord(request -> request.streamName(run.environment.get("RUMBO_AWS_STREAM"))
                                .partitionKey("nobody")
                                .data(SdkBytes.fromByteArray(poison)))
                        .join();
            }
            run.verify();
            await().atMost(PATIENCE)
                    .until(() -> run.application
                            .text("/q/metrics")
                            .contains("rumbo_tracking_records_set_aside_total " + Poison.RECORDS.size() + ".0"));
        }
    }

    /** Posts are taken, tokens and leases are kept, and nothing of a device can be written. */
    @Tag("faults")
    @Test
    void aBacklogOfAnHourIsSaidAndWorkedOff(@TempDir Path folder) throws Exception {
        FakeClock.require();
        Path clock = folder.resolve("clock");
        FakeClock.set(clock, 0);
        try (Run run = new Run(FakeClock.environment(clock))) {
            run.cars.start();
            run.cars.awaitAcknowledged(5);
            run.dynamoDb.refuse("PutItem", "TransactWriteItems");
            for (int minutes = 6; minutes <= 66; minutes += 6) {
                run.cars.awaitAcknowledged(10);
                FakeClock.set(clock, minutes);
            }
            await().atMost(PATIENCE).until(() -> !run.application.isReady());
            await().atMost(PATIENCE)
                    .until(() -> run.longestBehindMillis() > Duration.ofHours(1).toMillis());
            run.dynamoDb.heal();
            run.application.awaitReady();
            await().atMost(PATIENCE).until(() -> run.longestBehindMillis() < 2_000);
            run.verify();
        }
    }

    /** The application on emulators behind proxies, with cars that drive. */
    private static final class Run implements AutoCloseable {

        private final FaultProxy kinesis;
        private final FaultProxy dynamoDb;
        private final Map<String, String> environment;
        private final RunningApplication application;
        private final Cars cars;

        Run() throws Exception {
            this(Map.of());
        }

        Run(Map<String, String> more) throws Exception {
            Random random = new Random(Seed.of(ServiceFaultsIT.class));
            kinesis = new FaultProxy(Emulators.kinesis(), random.nextLong());
            dynamoDb = new FaultProxy(Emulators.dynamoDb(), random.nextLong());
            Path output = Files.createDirectories(Path.of("target")).resolve("ServiceFaultsIT.log");
            environment = new HashMap<>(AwsEnvironment.of(kinesis.uri(), dynamoDb.uri()));
            environment.putAll(more);
            application = new RunningApplication(output, environment);
            cars = new Cars(application, random.nextLong());
        }

        /** Of the records of any shard that were not stored yet. */
        long longestBehindMillis() throws Exception {
            long longest = 0;
            for (JsonNode data : application.readiness().get("checks").findValues("data")) {
                for (Map.Entry<String, JsonNode> told : data.properties()) {
                    if (told.getKey().startsWith("behindMillis ")) {
                        longest = Math.max(longest, told.getValue().asLong());
                    }
                }
            }
            return longest;
        }

        void verify() throws Exception {
            application.awaitReady();
            cars.finish();
            cars.assertUndisturbed(application);
            LOG.infof("Kinesis %s, DynamoDB %s; %s", kinesis.injected(), dynamoDb.injected(), cars);
        }

        @Override
        public void close() {
            cars.close();
            application.close();
            kinesis.close();
            dynamoDb.close();
        }
    }
}
