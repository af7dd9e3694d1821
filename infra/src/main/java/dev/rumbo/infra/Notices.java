package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.lambda.eventsources.SqsDlq;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * A notice of each trip that is over: from the stream to which the application tells them, by a function, to a topic that others
 * subscribe to. It sees no position and none of the store's tables.
 */
final class Notices extends Construct {

    final Function function;
    final Topic topic;

    /** Where Lambda says which records it gave up. */
    final Queue givenUp;

    Notices(Construct scope, Environment environment, Functions functions, Stream tripEnds) {
        super(scope, "Notices");
        Table told = Table.Builder.create(this, "Told")
                .tableName("rumbo-" + environment.name() + "-told-trips")
                .partitionKey(Attribute.builder()
                        .name("tripKey")
                        .type(AttributeType.STRING)
                        .build())
                .timeToLiveAttribute("expires")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        topic = Topic.Builder.create(this, "TripEnds")
                .enforceSsl(true)
                .masterKey(Alias.fromAliasName(this, "TopicKey", "alias/aws/sns"))
                .build();
        givenUp = Queue.Builder.create(this, "GivenUp")
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14))
                .build();
        function = functions
                .add(
                        "TripEnds",
                        "trip-ends",
                        512,
                        Duration.minutes(1),
                        Map.of(
                                "RUMBO_FUNCTIONS_TOLD_TABLE", told.getTableName(),
                                "RUMBO_FUNCTIONS_TOPIC_ARN", topic.getTopicArn()))
                .function();
        allow(
                tripEnds.getStreamArn(),
                "kinesis:DescribeStream",
                "kinesis:DescribeStreamSummary",
                "kinesis:GetRecords",
                "kinesis:GetShardIterator",
                "kinesis:ListShards");
        allow(told.getTableArn(), "dynamodb:GetItem", "dynamodb:PutItem");
        allow(topic.getTopicArn(), "sns:Publish");
        EventSourceMapping.Builder.create(this, "Source")
                .target(function)
                .eventSourceArn(tripEnds.getStreamArn())
                // Of what was told before this was made, too.
                .startingPosition(StartingPosition.TRIM_HORIZON)
                .batchSize(100)
                .maxBatchingWindow(Duration.seconds(5))
                .reportBatchItemFailures(true)
                .bisectBatchOnError(true)
                .retryAttempts(10)
                .maxRecordAge(Duration.hours(6))
                .onFailure(new SqsDlq(givenUp))
                .build();
    }

    private void allow(String resource, String... actions) {
        function.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(List.of(resource))
                .build());
    }
}
