package dev.rumbo.infra;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.CfnStreamConsumer;
import software.amazon.awscdk.services.kinesis.Stream.Builder;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.constructs.Construct;

/**
 * Where positions flow and rest: the stream, the three tables of the store, and the two in which the consumers of the stream agree on
 * who reads which shard. Names, keys and index are those that the application looks for.
 */
final class Storage extends Construct {

    static final List<String> TABLES = List.of("tracks", "accounts", "set-aside");

    final software.amazon.awscdk.services.kinesis.Stream stream;

    /** Where the application tells of trips that are over. */
    final Optional<software.amazon.awscdk.services.kinesis.Stream> tripEnds;

    /** What names of the tables in use begin with: others than those made here after a restore. */
    private final String tablePrefix;

    private final List<Table> leases;

    /** To which the stream pushes, where that is chosen. */
    private final Optional<CfnStreamConsumer> consumer;

    private final boolean things;

    Storage(Construct scope, Environment environment) {
        super(scope, "Storage");
        String name = "rumbo-" + environment.name();
        tablePrefix = CfnParameter.Builder.create(Stack.of(this), "TablePrefix")
                .description("What the names of the tables in use begin with; another after a restore")
                .defaultValue(name)
                .build()
                .getValueAsString();
        Builder positions = Builder.create(this, "Positions")
                .streamName(name + "-positions")
                .retentionPeriod(software.amazon.awscdk.Duration.hours(
                        environment.retention().toHours()))
                .encryption(StreamEncryption.MANAGED)
                .removalPolicy(RemovalPolicy.DESTROY);
        stream = environment.onDemand()
                ? positions.streamMode(StreamMode.ON_DEMAND).build()
                : positions
                        .streamMode(StreamMode.PROVISIONED)
                        .shardCount(environment.shards())
                        .build();
        tripEnds = environment.notices() ? Optional.of(tripEnds(name)) : Optional.empty();
        TABLES.forEach(table -> table(environment, table, name));
        consumer = environment.fanOut() ? Optional.of(consumer()) : Optional.empty();
        things = environment.things();
        leases = environment.archiving() == Archiving.APPLICATION
                ? List.of(
                        leases("Leases", name + "-positions-trips"),
                        coordination("Coordination", name + "-positions-trips"),
                        leases("ArchiveLeases", name + "-positions-archive"),
                        coordination("ArchiveCoordination", name + "-positions-archive"))
                : List.of(
                        leases("Leases", name + "-positions-trips"),
                        coordination("Coordination", name + "-positions-trips"));
    }

    /** One shard takes a thousand a second, aggregated as they are many times that. */
    private software.amazon.awscdk.services.kinesis.Stream tripEnds(String name) {
        return Builder.create(this, "TripEnds")
                .streamName(name + "-trip-ends")
                .streamMode(StreamMode.PROVISIONED)
                .shardCount(1)
                .retentionPeriod(software.amazon.awscdk.Duration.hours(24))
                .encryption(StreamEncryption.MANAGED)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    private CfnStreamConsumer consumer() {
        return CfnStreamConsumer.Builder.create(this, "Consumer")
                .consumerName("trips")
                .streamArn(stream.getStreamArn())
                .build();
    }

    String tablePrefix() {
        return tablePrefix;
    }

    /** Of one of {@link #TABLES}, as it is in use. */
    String tableName(String table) {
        return tablePrefix + "-" + table;
    }

    String arn(String table) {
        return "arn:" + Aws.PARTITION + ":dynamodb:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":table/" + tableName(table);
    }

    private void table(Environment environment, String table, String prefix) {
        Table.Builder.create(this, table)
                .tableName(prefix + "-" + table)
                .partitionKey(string("pk"))
                .sortKey(string("sk"))
                .timeToLiveAttribute("expires")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(environment.kept())
                .removalPolicy(environment.kept() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .build();
    }

    /** Made here with its index, for which the library would need the right to change tables. */
    private Table leases(String id, String name) {
        Table table = coordinating(id, name, "leaseKey");
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("LeaseOwnerToLeaseKeyIndex")
                .partitionKey(string("leaseOwner"))
                .sortKey(string("leaseKey"))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        return table;
    }

    private Table coordination(String id, String leases) {
        return coordinating(id, leases + "-CoordinatorState", "key");
    }

    private Table coordinating(String id, String name, String key) {
        return Table.Builder.create(this, id)
                .tableName(name)
                .partitionKey(string(key))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** Each call that the application makes, and no other. */
    void grantUse(IGrantable application, Environment environment) {
        if (environment.counts()) {
            allow(application, List.of(stream.getStreamArn()), "kinesis:UpdateShardCount");
        }
        allow(
                application,
                List.of(stream.getStreamArn()),
                "kinesis:DescribeStreamSummary",
                "kinesis:DescribeStream",
                "kinesis:ListShards",
                "kinesis:PutRecords",
                "kinesis:GetShardIterator",
                "kinesis:GetRecords");
        consumer.ifPresent(pushed -> allow(
                application,
                List.of(pushed.getAttrConsumerArn()),
                "kinesis:SubscribeToShard",
                "kinesis:DescribeStreamConsumer"));
        tripEnds.ifPresent(told -> allow(application, List.of(told.getStreamArn()), "kinesis:PutRecords"));
        allow(
                application,
                TABLES.stream().map(this::arn).toList(),
                "dynamodb:DescribeTable",
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem",
                "dynamodb:BatchWriteItem",
                "dynamodb:ConditionCheckItem");
        allow(
                application,
                Stream.concat(
                                leases.stream().map(Table::getTableArn),
                                leases.stream().map(table -> table.getTableArn() + "/index/*"))
                        .collect(Collectors.toList()),
                "dynamodb:DescribeTable",
                "dynamodb:Scan",
                "dynamodb:Query",
                "dynamodb:GetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem");
    }

    private static void allow(IGrantable application, List<String> resources, String... actions) {
        application
                .getGrantPrincipal()
                .addToPrincipalPolicy(PolicyStatement.Builder.create()
                        .actions(List.of(actions))
                        .resources(resources)
                        .build());
    }

    /** What the application is told. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(
                Map.of("RUMBO_AWS_STREAM", stream.getStreamName(), "RUMBO_AWS_TABLE_PREFIX", tablePrefix));
        tripEnds.ifPresent(told -> variables.put("RUMBO_AWS_TRIP_ENDS", told.getStreamName()));
        consumer.ifPresent(pushed -> variables.put("RUMBO_AWS_FAN_OUT", pushed.getAttrConsumerArn()));
        if (things) {
            variables.put("RUMBO_OTHER_PRODUCERS", "trusted");
        }
        return variables;
    }

    private static Attribute string(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
