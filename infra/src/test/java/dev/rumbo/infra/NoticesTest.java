package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class NoticesTest {

    private static final Template PRODUCTION = Synthesized.TEMPLATES.get(Environment.PRODUCTION);

    @Test
    void whatFailsIsHalvedTriedAgainForABoundedTimeAndGivenUpAloud() {
        PRODUCTION.hasResourceProperties(
                "AWS::Lambda::EventSourceMapping",
                Map.of(
                        "BisectBatchOnFunctionError",
                        true,
                        "FunctionResponseTypes",
                        List.of("ReportBatchItemFailures"),
                        "MaximumRetryAttempts",
                        10,
                        "MaximumRecordAgeInSeconds",
                        21_600,
                        "StartingPosition",
                        "TRIM_HORIZON",
                        "DestinationConfig",
                        Map.of("OnFailure", Match.objectLike(Map.of("Destination", Match.anyValue())))));
        PRODUCTION.hasResourceProperties(
                "AWS::SQS::Queue", Map.of("MessageRetentionPeriod", 1_209_600, "SqsManagedSseEnabled", true));
        PRODUCTION.hasResourceProperties("AWS::CloudWatch::Alarm", Map.of("AlarmName", "rumbo-production-NoticesFail"));
    }

    @Test
    void theFunctionIsToldWhichItIsAndKeepsItsLogForAMonth() {
        PRODUCTION.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Architectures",
                        List.of("arm64"),
                        "Environment",
                        Map.of("Variables", Match.objectLike(Map.of("QUARKUS_LAMBDA_HANDLER", "trip-ends"))),
                        "LoggingConfig",
                        Match.objectLike(Map.of("LogGroup", Match.anyValue()))));
        PRODUCTION.allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30));
    }

    @Test
    void theFunctionMayReadOneStreamWriteOneTableAndPublishToOneTopic() {
        assertThat(actionsOf("TripEndsRole"))
                .containsExactlyInAnyOrder(
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "sns:Publish",
                        "sqs:SendMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:GetQueueUrl");
    }

    @Test
    void anEnvironmentToLookAtHasNone() {
        Template dev = Synthesized.TEMPLATES.get(Environment.DEV);

        dev.resourceCountIs("AWS::Lambda::EventSourceMapping", 0);
        dev.resourceCountIs("AWS::Kinesis::Stream", 1);
    }

    @SuppressWarnings("unchecked")
    private static List<String> actionsOf(String role) {
        List<String> actions = new ArrayList<>();
        PRODUCTION.findResources("AWS::IAM::Policy").forEach((id, policy) -> {
            if (id.contains(role)) {
                Map<String, Object> properties = (Map<String, Object>) policy.get("Properties");
                Map<String, Object> document = (Map<String, Object>) properties.get("PolicyDocument");
                for (Map<String, Object> statement : (List<Map<String, Object>>) document.get("Statement")) {
                    assertThat(statement.get("Resource")).isNotEqualTo("*");
                    Object action = statement.get("Action");
                    actions.addAll(action instanceof String one ? List.of(one) : (Collection<String>) action);
                }
            }
        });
        return actions;
    }
}
