package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.CoordinatorConfig;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.WorkerStateChangeListener;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalConfig;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * The Kinesis Client Library inside this process: it shares the shards out among the instances, follows reshards and keeps
 * the checkpoints, all in its table of leases.
 */
final class Consumer {

    private static final Logger LOG = Logger.getLogger(Consumer.class);

    /** From the oldest record that the stream still holds: nothing acknowledged may be skipped. */
    private static final InitialPositionInStreamExtended FROM_THE_START =
            InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON);

    /**
     * Whoever shares the shards out is replaced after as many failover times; the library's two minutes would hold up a dead
     * instance's shards for as long. Its heartbeat, a write that is paid for, comes once in each.
     */
    private static final long LEADER_FAILOVERS = 3;

    private final AwsClients clients;
    private final KinesisConfig config;
    private final Duration betweenReads;
    private final Clock clock;
    private final Map<String, ShardReader> readers = new ConcurrentHashMap<>();

    private volatile boolean stopping;
    private volatile @Nullable String problem = "the consumer has not started";
    private @Nullable Thread thread;
    private volatile @Nullable Scheduler scheduler;
    private volatile @Nullable LeaseManagementConfig leases;

    /** @param betweenReads of a shard, which allows five reads a second to all its consumers together */
    Consumer(AwsClients clients, KinesisConfig config, Duration betweenReads, Clock clock) {
        this.clients = clients;
        this.config = config;
        this.betweenReads = betweenReads;
        this.clock = clock;
    }

    void start(RecordConsumer consumer) {
        Thread runner = new Thread(() -> run(consumer), "kinesis-consumer");
        runner.setDaemon(true);
        thread = runner;
        runner.start();
    }

    /** Waits for the batch in hand and its checkpoint, for a bounded time, and then leaves its shards to others. */
    void stop() throws InterruptedException {
        stopping = true;
        problem = "the consumer has stopped";
        Scheduler running = scheduler;
        boolean isStopped = false;
        if (running != null) {
            try {
                isStopped =
                        running.startGracefulShutdown().get(config.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException notInTime) {
                LOG.warnf(
                        "The consumer did not stop in %s; what it did not checkpoint comes again",
                        config.stopTimeout());
            }
            running.shutdown();
        }
        Thread runner = thread;
        if (runner != null) {
            runner.interrupt();
            runner.join(config.stopTimeout().toMillis());
        }
        LeaseManagementConfig held = leases;
        if (held != null && isStopped) {
            Leases.handOver(held);
        }
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem)
                .or(() -> readers.values().stream()
                        .flatMap(reader -> reader.problem().stream())
                        .findFirst());
    }

    List<StreamStatus.Shard> shards() {
        return readers.values().stream().map(ShardReader::status).toList();
    }

    private void run(RecordConsumer consumer) {
        while (!stopping) {
            try {
                Scheduler created = create(consumer);
                scheduler = created;
                if (!stopping) {
                    created.run();
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                LOG.error("The consumer failed; starting it again", failed);
                problem = "the consumer failed: " + failed.getMessage();
            }
            List.copyOf(readers.values()).forEach(ShardReader::end);
            pause();
        }
    }

    private void pause() {
        try {
            if (!stopping) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Scheduler create(RecordConsumer consumer) throws InterruptedException {
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(config.streamName(), FROM_THE_START),
                config.applicationName(),
                clients.consumer(),
                clients.leases(),
                clients.cloudWatch(),
                config.workerId(),
                () -> new ShardReader(consumer, config, clock, () -> stopping, readers));
        LeaseManagementConfig prepared = leases(configs);
        StreamConfig stream =
                configs.retrievalConfig().streamTracker().streamConfigList().get(0);
        Leases.prepare(prepared, stream, FROM_THE_START);
        leases = prepared;
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator(configs),
                prepared,
                configs.lifecycleConfig().taskBackoffTimeMillis(100).aggregatorUtil(new Disaggregation()),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
                retrieval(configs));
    }

    /** Intervals in proportion to the failover time where the library's are of minutes or of half seconds. */
    private LeaseManagementConfig leases(ConfigsBuilder configs) {
        long failoverMillis = config.failover().toMillis();
        LeaseManagementConfig leases = configs.leaseManagementConfig()
                .initialPositionInStream(FROM_THE_START)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .failoverTimeMillis(failoverMillis)
                .shardSyncIntervalMillis(failoverMillis)
                .leasesRecoveryAuditorExecutionFrequencyMillis(failoverMillis)
                .listShardsCacheAllowedAgeInSeconds(1)
                .leaseAssignmentIntervalMillis(failoverMillis / 4)
                .dynamoDbLockBasedLeaderLeaseDurationInMillis(LEADER_FAILOVERS * failoverMillis)
                .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(failoverMillis);
        leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        leases.gracefulLeaseHandoffConfig().isGracefulLeaseHandoffEnabled(false);
        return leases;
    }

    private CoordinatorConfig coordinator(ConfigsBuilder configs) {
        return configs.coordinatorConfig()
                .parentShardPollIntervalMillis(500)
                .shardConsumerDispatchPollIntervalMillis(50)
                .schedulerInitializationBackoffTimeMillis(200)
                .skipShardSyncAtWorkerInitializationIfLeasesExist(false)
                .workerStateChangeListener(state -> {
                    if (state == WorkerStateChangeListener.WorkerState.STARTED) {
                        problem = null;
                    }
                });
    }

    private RetrievalConfig retrieval(ConfigsBuilder configs) {
        return configs.retrievalConfig().retrievalSpecificConfig(way(config, betweenReads, clients.consumer()));
    }

    /** By which records come: pushed to a consumer of the stream of its own, or polled. */
    static RetrievalSpecificConfig way(KinesisConfig config, Duration betweenReads, KinesisAsyncClient kinesis) {
        if (config.fanOut().isPresent()) {
            String consumer = config.fanOut().get();
            FanOutConfig pushed =
                    new FanOutConfig(kinesis).streamName(config.streamName()).applicationName(config.applicationName());
            return consumer.startsWith("arn:") ? pushed.consumerArn(consumer) : pushed.consumerName(consumer);
        }
        return new PollingConfig(config.streamName(), kinesis)
                .maxRecords(10_000)
                .idleTimeBetweenReadsInMillis(betweenReads.toMillis())
                .usePollingConfigIdleTimeValue(true)
                .millisBehindLatestThresholdForReducedTps(0)
                .kinesisRequestTimeout(Duration.ofSeconds(10));
    }
}
