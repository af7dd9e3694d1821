package dev.rumbo.stream.kinesis;

import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.streamInfo.StreamIdCache;
import software.amazon.kinesis.leases.HierarchicalShardSyncer;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseManagementFactory;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.LeaseSerializer;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.leases.exceptions.DependencyException;
import software.amazon.kinesis.leases.exceptions.InvalidStateException;
import software.amazon.kinesis.leases.exceptions.ProvisionedThroughputException;
import software.amazon.kinesis.metrics.NullMetricsScope;

/**
 * Makes the leases ready before the library's scheduler starts, which on an empty table would wait up to half a minute at
 * random before its first record.
 *
 * <p>Uses the library's inner interfaces: another version of it means trying this again.
 */
final class Leases {

    private static final Logger LOG = Logger.getLogger(Leases.class);
    private static final Duration TABLE_TIMEOUT = Duration.ofSeconds(60);

    private static final String LEASE_KEY = "leaseKey";
    private static final String LEASE_OWNER = "leaseOwner";
    private static final String PARENTS = "parentShardId";

    private Leases() {}

    static void prepare(LeaseManagementConfig config, StreamConfig stream, InitialPositionInStreamExtended from)
            throws InterruptedException {
        try {
            LeaseSerializer serializer = new DynamoDBLeaseSerializer();
            LeaseManagementFactory factory = config.leaseManagementFactory(serializer, false);
            LeaseRefresher leases = factory.createLeaseRefresher();
            if (!leases.leaseTableExists()) {
                createTable(config);
            }
            awaitTable(leases);
            StreamIdCache.initialize(null, config.streamIdOnboardingState());
            new HierarchicalShardSyncer()
                    .checkAndCreateLeaseForNewShards(
                            factory.createShardDetector(stream),
                            leases,
                            from,
                            new NullMetricsScope(),
                            false,
                            leases.isLeaseTableEmpty());
            takeOrphans(leases, config);
        } catch (DependencyException | InvalidStateException | ProvisionedThroughputException slowerWithout) {
            LOG.warnf("The leases could not be prepared; the library does it itself: %s", slowerWithout.getMessage());
        }
    }

    /**
     * Takes what nobody owns, and what an owner has not renewed for one and a half times the failover time: a process that
     * was killed and is back need not wait until a leader is elected. Its condition on the counter makes taking safe.
     */
    private static void takeOrphans(LeaseRefresher leases, LeaseManagementConfig config)
            throws DependencyException, InvalidStateException, ProvisionedThroughputException, InterruptedException {
        Map<String, Lease> owned = new HashMap<>();
        for (Lease lease : leases.listLeases()) {
            if (lease.checkpoint().isShardEnd()) {
                continue;
            }
            if (lease.leaseOwner() == null) {
                leases.takeLease(lease, config.workerIdentifier());
            } else if (!lease.leaseOwner().equals(config.workerIdentifier())) {
                owned.put(lease.leaseKey(), lease);
            }
        }
        if (owned.isEmpty()) {
            return;
        }
        TimeUnit.MILLISECONDS.sleep(config.failoverTimeMillis() * 3 / 2);
        for (Lease lease : leases.listLeases()) {
            Lease before = owned.get(lease.leaseKey());
            if (before != null && lease.leaseCounter().equals(before.leaseCounter())) {
                LOG.infof("Shard %s was left by %s", lease.leaseKey(), lease.leaseOwner());
                leases.takeLease(lease, config.workerIdentifier());
            }
        }
    }

    /**
     * Gives the shards of a worker that has stopped to the others, each to the one that has fewest, or to nobody where it was the last. The
     * library would leave its name on them until the failover time has passed, and nobody would read them meanwhile.
     */
    static void handOver(LeaseManagementConfig config) {
        String self = config.workerIdentifier();
        try {
            forget(config);
            LeaseRefresher leases = config.leaseManagementFactory(new DynamoDBLeaseSerializer(), false)
                    .createLeaseRefresher();
            List<Lease> open = leases.listLeases().stream()
                    .filter(lease ->
                            lease.leaseOwner() != null && !lease.checkpoint().isShardEnd())
                    .toList();
            Map<String, Integer> heldByOthers = new TreeMap<>();
            open.forEach(lease -> heldByOthers.merge(lease.leaseOwner(), 1, Integer::sum));
            heldByOthers.remove(self);
            for (Lease lease : open) {
                if (!lease.leaseOwner().equals(self)) {
                    continue;
                }
                Optional<String> next = heldByOthers.keySet().stream().min(Comparator.comparing(heldByOthers::get));
                boolean given = next.isPresent() ? leases.assignLease(lease, next.get()) : leases.evictLease(lease);
                next.filter(worker -> given).ifPresent(worker -> heldByOthers.merge(worker, 1, Integer::sum));
                LOG.infof("Shard %s is left to %s", lease.leaseKey(), next.orElse("whoever comes"));
            }
        } catch (DependencyException | InvalidStateException | ProvisionedThroughputException slowerWithout) {
            LOG.warnf(
                    "Shards could not be handed over; others take them after the failover time: %s",
                    slowerWithout.getMessage());
        }
    }

    /**
     * Takes back what a worker last reported of itself. For a minute after it the library's leader would give it shards as the one that
     * has least to do, again and again, and nobody would read them.
     */
    private static void forget(LeaseManagementConfig config) {
        try {
            config.dynamoDBClient()
                    .deleteItem(request -> request.tableName(config.tableName())
                            .key(Map.of(LEASE_KEY, AttributeValue.fromS(config.workerIdentifier()))))
                    .join();
        } catch (CompletionException slowerWithout) {
            LOG.warnf("The leader may give shards back to this worker for a minute: %s", slowerWithout.getMessage());
        }
    }

    /** As the library writes them, read without it. */
    static List<StreamStatus.Lease> list(DynamoDbAsyncClient client, String table) {
        List<StreamStatus.Lease> leases = new ArrayList<>();
        try {
            client.scanPaginator(request -> request.tableName(table).consistentRead(true))
                    .items()
                    .subscribe(item -> lease(item).ifPresent(leases::add))
                    .join();
        } catch (CompletionException failed) {
            throw new StreamUnavailableException(
                    "the leases cannot be read: " + failed.getCause(), Duration.ofSeconds(5), failed);
        }
        leases.sort(Comparator.comparing(StreamStatus.Lease::shardId));
        return leases;
    }

    private static Optional<StreamStatus.Lease> lease(Map<String, AttributeValue> item) {
        AttributeValue checkpoint = item.get("checkpoint");
        AttributeValue owner = item.get(LEASE_OWNER);
        AttributeValue shard = item.get(LEASE_KEY);
        if (checkpoint == null || shard == null) {
            return Optional.empty();
        }
        return Optional.of(new StreamStatus.Lease(
                shard.s(),
                Optional.ofNullable(owner).map(AttributeValue::s),
                checkpoint.s(),
                Optional.ofNullable(item.get(PARENTS)).map(AttributeValue::ss).orElse(List.of()).stream()
                        .sorted()
                        .toList(),
                checkpoint.s().equals("SHARD_END")));
    }

    /** With its index, which takes minutes on AWS and on DynamoDB Local for ever when it is added to a table later. */
    private static void createTable(LeaseManagementConfig config) {
        GlobalSecondaryIndex byOwner = GlobalSecondaryIndex.builder()
                .indexName("LeaseOwnerToLeaseKeyIndex")
                .keySchema(key(LEASE_OWNER, KeyType.HASH), key(LEASE_KEY, KeyType.RANGE))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build();
        config.dynamoDBClient()
                .createTable(request -> request.tableName(config.tableName())
                        .billingMode(config.billingMode())
                        .attributeDefinitions(string(LEASE_KEY), string(LEASE_OWNER))
                        .keySchema(key(LEASE_KEY, KeyType.HASH))
                        .globalSecondaryIndexes(byOwner))
                .handle((created, failed) -> Optional.ofNullable(failed))
                .join()
                .filter(failed -> !(failed.getCause() instanceof ResourceInUseException))
                .ifPresent(failed -> LOG.warnf("The table of leases could not be created: %s", failed.getMessage()));
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static void awaitTable(LeaseRefresher leases) throws DependencyException, ProvisionedThroughputException {
        leases.createLeaseTableIfNotExists();
        poll(leases::leaseTableExists);
        leases.createLeaseOwnerToLeaseKeyIndexIfNotExists();
        poll(leases::isLeaseOwnerToLeaseKeyIndexActive);
    }

    private interface Condition {
        boolean holds() throws DependencyException;
    }

    private static void poll(Condition condition) throws DependencyException {
        long end = System.nanoTime() + TABLE_TIMEOUT.toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
