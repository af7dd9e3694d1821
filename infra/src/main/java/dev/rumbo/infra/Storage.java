package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.Stream.Builder;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.constructs.Construct;

/**
 * Where positions flow and rest: the stream, the three tables of the store, and the two in which the consumers of the stream agree on
 * who reads which shard. Names, keys and index are those that the application looks for.
 */
final class Storage extends Construct {

    /** What the application is told to prefix its tables with. */
    final String tablePrefix;

    final software.amazon.awscdk.services.kinesis.Stream stream;
    final List<Table> tables;
    private final List<Table> leases;

    Storage(Construct scope, Environment environment) {
        super(scope, "Storage");
        tablePrefix = "rumbo-" + environment.name();
        Builder positions = Builder.create(this, "Positions")
                .streamName(tablePrefix + "-positions")
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
        tables = Stream.of("tracks", "accounts", "set-aside")
                .map(name -> table(environment, name))
                .toList();
        leases = List.of(leases(), coordination());
    }

    private Table table(Environment environment, String name) {
        return Table.Builder.create(this, name)
                .tableName(tablePrefix + "-" + name)
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
    private Table leases() {
        Table table = coordinating("Leases", "", "leaseKey");
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("LeaseOwnerToLeaseKeyIndex")
                .partitionKey(string("leaseOwner"))
                .sortKey(string("leaseKey"))
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        return table;
    }

    private Table coordination() {
        return coordinating("Coordination", "-CoordinatorState", "key");
    }

    private Table coordinating(String id, String suffix, String key) {
        return Table.Builder.create(this, id)
                .tableName(tablePrefix + "-positions-trips" + suffix)
                .partitionKey(string(key))
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** Each call that the application makes, and no other. */
    void grantUse(IGrantable application) {
        allow(
                application,
                List.of(stream.getStreamArn()),
                "kinesis:DescribeStreamSummary",
                "kinesis:DescribeStream",
                "kinesis:ListShards",
                "kinesis:PutRecords",
                "kinesis:GetShardIterator",
                "kinesis:GetRecords");
        allow(
                application,
                tables.stream().map(Table::getTableArn).toList(),
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
        return Map.of("RUMBO_AWS_STREAM", stream.getStreamName(), "RUMBO_AWS_TABLE_PREFIX", tablePrefix);
    }

    private static Attribute string(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
