package dev.rumbo.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.testsupport.Emulators;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.processor.SingleStreamTracker;

/** Who reads a shard, in the library's own table. */
@ExtendWith(Emulators.class)
class LeasesIT {

    private static final InitialPositionInStreamExtended FROM_THE_START =
            InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);
    private static final int SHARDS = 4;

    private final AwsClients clients = Emulators.clients();
    private final String name = "leases-" + UUID.randomUUID();

    @BeforeEach
    void createStream() {
        KinesisStream.open(
                        clients,
                        KinesisConfig.of(name, "nobody", true, SHARDS, Duration.ZERO, 1 << 20, Duration.ofSeconds(2)),
                        Clock.systemUTC())
                .stop();
    }

    @AfterEach
    void deleteStream() {
        clients.kinesis().deleteStream(request -> request.streamName(name)).join();
    }

    @Test
    void aWorkerThatStopsGivesEachOfItsShardsToWhoHoldsFewest() throws Exception {
        start("stopping");
        take("second", "stopping");
        take("third", "stopping");

        Leases.handOver(config("stopping"));

        assertThat(holders())
                .containsExactlyInAnyOrder(
                        Optional.of("second"), Optional.of("second"), Optional.of("third"), Optional.of("third"));
    }

    @Test
    void theLastLeavesThemToWhoeverComesNextWhoNeedNotWait() throws Exception {
        start("last");

        Leases.handOver(config("last"));

        assertThat(holders()).hasSize(SHARDS).containsOnly(Optional.empty());
        start("next");
        assertThat(holders()).containsOnly(Optional.of("next"));
    }

    @Test
    void aWorkerThatHasStoppedIsNotThereToGetShardsBack() {
        PositionStream stream = KinesisStream.open(
                clients,
                KinesisConfig.of(name, "stopping", true, SHARDS, Duration.ZERO, 1 << 20, Duration.ofSeconds(2)),
                Clock.systemUTC());
        try {
            stream.start(new RecordingConsumer());
            await().atMost(Duration.ofMinutes(1)).until(() -> reports().contains("stopping"));
        } finally {
            stream.stop();
        }

        assertThat(reports()).isEmpty();
    }

    /** The workers to which the library's leader gives shards: those with a time at which they last reported. */
    private List<String> reports() {
        return clients
                .leases()
                .scan(request -> request.tableName(name + "-trips").consistentRead(true))
                .join()
                .items()
                .stream()
                .filter(item -> item.containsKey("lut"))
                .map(item -> item.get("leaseKey").s())
                .toList();
    }

    /** As a worker does before its first record: it takes what nobody holds. */
    private void start(String worker) throws InterruptedException {
        ConfigsBuilder configs = configs(worker);
        Leases.prepare(
                config(worker),
                configs.retrievalConfig().streamTracker().streamConfigList().get(0),
                FROM_THE_START);
    }

    private void take(String worker, String from) throws Exception {
        LeaseRefresher leases = config(worker)
                .leaseManagementFactory(new DynamoDBLeaseSerializer(), false)
                .createLeaseRefresher();
        Lease lease = leases.listLeases().stream()
                .filter(held -> from.equals(held.leaseOwner()))
                .findFirst()
                .orElseThrow();
        assertThat(leases.assignLease(lease, worker)).isTrue();
    }

    private List<Optional<String>> holders() {
        return Leases.list(clients.leases(), name + "-trips").stream()
                .map(StreamStatus.Lease::holder)
                .toList();
    }

    private LeaseManagementConfig config(String worker) {
        return configs(worker)
                .leaseManagementConfig()
                .initialPositionInStream(FROM_THE_START)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .failoverTimeMillis(2_000);
    }

    private ConfigsBuilder configs(String worker) {
        return new ConfigsBuilder(
                new SingleStreamTracker(name, FROM_THE_START),
                name + "-trips",
                clients.consumer(),
                clients.leases(),
                clients.cloudWatch(),
                worker,
                () -> {
                    throw new AssertionError("no worker runs");
                });
    }
}
