package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iot.CfnPolicy;
import software.amazon.awscdk.services.iot.CfnTopicRule;
import software.amazon.awscdk.services.iot.CfnTopicRule.ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.CloudwatchLogsActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.KinesisActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.RepublishActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.TopicRulePayloadProperty;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * Cars that speak MQTT: a message to {@code rumbo/positions/{device}} is a position of that device in the stream. A thing is named after
 * its device in Rumbo and may publish there alone, so which device it is comes from the topic and never from the message.
 */
final class Things extends Construct {

    private static final String TOPIC = "rumbo/positions/";
    private static final String THING = "${iot:Connection.Thing.ThingName}";

    /** What an error tells but {@code base64OriginalPayload}, which is where a car was: logs hold no coordinates. */
    private static final String OF_AN_ERROR = "ruleName, topic, clientId, cloudwatchTraceId, failures";

    private static final String SQL = "2016-03-23";

    Things(Construct scope, Environment environment, Stream stream) {
        super(scope, "Things");
        LogGroup refused = LogGroup.Builder.create(this, "Refused")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role writer = Role.Builder.create(this, "Writer")
                .assumedBy(new PrincipalWithConditions(
                        new ServicePrincipal("iot.amazonaws.com"),
                        Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
                .build();
        writer.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("kinesis:PutRecord"))
                .resources(List.of(stream.getStreamArn()))
                .build());
        writer.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"))
                .resources(List.of(refused.getLogGroupArn()))
                .build());
        String errors = "rumbo/errors/" + environment.name();
        writer.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("iot:Publish"))
                .resources(List.of(arn("topic/" + errors)))
                .build());
        CfnTopicRule.Builder.create(this, "Rule")
                .ruleName("rumbo_" + environment.name() + "_positions")
                .topicRulePayload(TopicRulePayloadProperty.builder()
                        .awsIotSqlVersion(SQL)
                        .sql("SELECT time, lat, lon, speed, course, altitude, accuracy, topic(3) AS deviceId FROM '"
                                + TOPIC + "+'")
                        .actions(List.of(ActionProperty.builder()
                                .kinesis(KinesisActionProperty.builder()
                                        .streamName(stream.getStreamName())
                                        // The shard in which the device's own posts are.
                                        .partitionKey("${topic(3)}")
                                        .roleArn(writer.getRoleArn())
                                        .build())
                                .build()))
                        .errorAction(ActionProperty.builder()
                                // An error action takes an error whole; only another rule can leave the position out.
                                .republish(RepublishActionProperty.builder()
                                        .topic(errors)
                                        .qos(1)
                                        .roleArn(writer.getRoleArn())
                                        .build())
                                .build())
                        .build())
                .build();
        CfnTopicRule.Builder.create(this, "Errors")
                .ruleName("rumbo_" + environment.name() + "_errors")
                .topicRulePayload(TopicRulePayloadProperty.builder()
                        .awsIotSqlVersion(SQL)
                        .sql("SELECT " + OF_AN_ERROR + " FROM '" + errors + "'")
                        .actions(List.of(ActionProperty.builder()
                                .cloudwatchLogs(CloudwatchLogsActionProperty.builder()
                                        .logGroupName(refused.getLogGroupName())
                                        .roleArn(writer.getRoleArn())
                                        .build())
                                .build()))
                        .build())
                .build();
        CfnPolicy.Builder.create(this, "Policy")
                .policyName("rumbo-" + environment.name() + "-thing")
                .policyDocument(Map.of(
                        "Version",
                        "2012-10-17",
                        "Statement",
                        List.of(
                                allow("iot:Connect", "client/" + THING),
                                allow("iot:Publish", "topic/" + TOPIC + THING))))
                .build();
    }

    private static Map<String, Object> allow(String action, String resource) {
        return Map.of("Effect", "Allow", "Action", action, "Resource", arn(resource));
    }

    private static String arn(String resource) {
        return "arn:" + Aws.PARTITION + ":iot:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":" + resource;
    }
}
