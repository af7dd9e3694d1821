package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** What neither environment has, and an installation may choose. */
class ChoicesTest {

    static final Environment CHOSEN = Environment.PRODUCTION.withThings().withFanOut();

    private static final Template TEMPLATE = Synthesized.template(CHOSEN);

    @Test
    void aMessageOfAThingIsAPositionOfTheDeviceThatItsTopicNames() {
        TEMPLATE.hasResourceProperties(
                "AWS::IoT::TopicRule",
                Map.of(
                        "TopicRulePayload",
                        Match.objectLike(Map.of(
                                "Sql",
                                "SELECT time, lat, lon, speed, course, altitude, accuracy, topic(3) AS deviceId "
                                        + "FROM 'rumbo/positions/+'",
                                "Actions",
                                List.of(Match.objectLike(
                                        Map.of("Kinesis", Match.objectLike(Map.of("PartitionKey", "${topic(3)}"))))),
                                "ErrorAction",
                                Match.objectLike(Map.of(
                                        "Republish", Match.objectLike(Map.of("Topic", "rumbo/errors/production"))))))));
        told("RUMBO_OTHER_PRODUCERS", "trusted");
    }

    /** An error holds the message: it is told without. */
    @Test
    void noLogSaysWhereACarWasWhoseMessageWasRefused() {
        TEMPLATE.hasResourceProperties(
                "AWS::IoT::TopicRule",
                Map.of(
                        "TopicRulePayload",
                        Match.objectLike(Map.of(
                                "Sql",
                                "SELECT ruleName, topic, clientId, cloudwatchTraceId, failures "
                                        + "FROM 'rumbo/errors/production'",
                                "Actions",
                                List.of(Map.of("CloudwatchLogs", Match.anyValue()))))));
        assertThat(TEMPLATE.findResources("AWS::IoT::TopicRule").values())
                .filteredOn(rule -> rule.toString().contains("CloudwatchLogs"))
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.toString()).doesNotContain("*", "base64OriginalPayload", "ErrorAction"));
    }

    @Test
    void aThingMayPublishOnlyAsItself() {
        assertThat(TEMPLATE.findResources("AWS::IoT::Policy").values())
                .singleElement()
                .satisfies(policy -> assertThat(policy.toString())
                        .contains("topic/rumbo/positions/${iot:Connection.Thing.ThingName}")
                        .doesNotContain("*"));
    }

    @Test
    void theStreamPushesToAConsumerOfTheApplicationsOwn() {
        TEMPLATE.hasResourceProperties("AWS::Kinesis::StreamConsumer", Map.of("ConsumerName", "trips"));
        told("RUMBO_AWS_FAN_OUT", Match.anyValue());
        TEMPLATE.hasResourceProperties(
                "AWS::IAM::Policy",
                Map.of(
                        "PolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Action",
                                        List.of("kinesis:SubscribeToShard", "kinesis:DescribeStreamConsumer")))))))));
    }

    @Test
    void withoutTheChoiceThereIsNeither() {
        Template production = Synthesized.TEMPLATES.get(Environment.PRODUCTION);

        production.resourceCountIs("AWS::IoT::TopicRule", 0);
        production.resourceCountIs("AWS::Kinesis::StreamConsumer", 0);
        assertThat(production.toJSON().toString()).doesNotContain("RUMBO_OTHER_PRODUCERS");
    }

    private static void told(String name, Object value) {
        TEMPLATE.hasResourceProperties(
                "AWS::ECS::TaskDefinition",
                Map.of(
                        "ContainerDefinitions",
                        Match.arrayWith(List.of(Match.objectLike(Map.of(
                                "Environment",
                                Match.arrayWith(List.of(Match.objectLike(Map.of("Name", name, "Value", value))))))))));
    }
}
