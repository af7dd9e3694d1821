package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class RumboStackTest {

    private static final Template DEV = Synthesized.TEMPLATES.get(Environment.DEV);
    private static final Template PRODUCTION = Synthesized.TEMPLATES.get(Environment.PRODUCTION);

    static Stream<Template> templates() {
        return Stream.of(DEV, PRODUCTION);
    }

    @Test
    void aStreamInProductionGrowsByItselfAndKeepsAWeek() {
        PRODUCTION.hasResourceProperties(
                "AWS::Kinesis::Stream",
                Map.of(
                        "RetentionPeriodHours", 168,
                        "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND"),
                        "StreamEncryption", Map.of("EncryptionType", "KMS", "KeyId", "alias/aws/kinesis")));
    }

    @Test
    void aStreamToLookAtHasOneShardAndKeepsADay() {
        DEV.hasResourceProperties(
                "AWS::Kinesis::Stream",
                Map.of(
                        "RetentionPeriodHours", 24,
                        "ShardCount", 1,
                        "StreamModeDetails", Map.of("StreamMode", "PROVISIONED")));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void theStoresTablesCanGoBackToAnySecondAndForgetWhatExpires(Template template) {
        template.resourcePropertiesCountIs(
                "AWS::DynamoDB::Table",
                Map.of(
                        "BillingMode", "PAY_PER_REQUEST",
                        "TimeToLiveSpecification", Map.of("AttributeName", "expires", "Enabled", true),
                        "PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true)),
                3);
    }

    @Test
    void whatIsStoredInProductionOutlivesItsStack() {
        assertThat(tables(PRODUCTION, "pk")).hasSize(3).allSatisfy(table -> {
            assertThat(table.get("DeletionPolicy")).isEqualTo("Retain");
            assertThat(properties(table)).containsEntry("DeletionProtectionEnabled", true);
        });
        assertThat(tables(DEV, "pk"))
                .allSatisfy(table -> assertThat(table.get("DeletionPolicy")).isEqualTo("Delete"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void instancesRunOnArmWithoutRightsToTheirOwnFiles(Template template) {
        template.hasResourceProperties(
                "AWS::ECS::TaskDefinition",
                Map.of(
                        "RuntimePlatform", Map.of("CpuArchitecture", "ARM64", "OperatingSystemFamily", "LINUX"),
                        "ContainerDefinitions",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "ReadonlyRootFilesystem",
                                        true,
                                        "User",
                                        "10001:10001",
                                        "Secrets",
                                        Match.arrayWith(
                                                List.of(Match.objectLike(Map.of("Name", "RUMBO_ADMIN_PASSWORD")))),
                                        "Environment",
                                        Match.arrayWith(
                                                List.of(Map.of("Name", "RUMBO_AWS_CREATE", "Value", "false")))))))));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aDeploymentThatDoesNotComeUpIsRolledBack(Template template) {
        template.hasResourceProperties(
                "AWS::ECS::Service",
                Map.of(
                        "DeploymentConfiguration",
                        Match.objectLike(Map.of(
                                "DeploymentCircuitBreaker",
                                Map.of("Enable", true, "Rollback", true),
                                "MinimumHealthyPercent",
                                100))));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void browsersComeInByTlsAlone(Template template) {
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of("Port", 443, "Protocol", "HTTPS", "SslPolicy", Match.stringLikeRegexp(".*TLS13.*")));
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::Listener",
                Map.of(
                        "Port",
                        80,
                        "DefaultActions",
                        Match.arrayWith(List.of(Match.objectLike(Map.of(
                                "Type",
                                "redirect",
                                "RedirectConfig",
                                Match.objectLike(Map.of("Protocol", "HTTPS"))))))));
    }

    @Test
    void productionStandsInTwoZonesAndOutOfReach() {
        PRODUCTION.hasResourceProperties("AWS::ECS::Service", Map.of("DesiredCount", 2));
        PRODUCTION.hasResourceProperties(
                "AWS::ECS::Service",
                Map.of(
                        "NetworkConfiguration",
                        Map.of("AwsvpcConfiguration", Match.objectLike(Map.of("AssignPublicIp", "DISABLED")))));
        PRODUCTION.resourceCountIs("AWS::EC2::NatGateway", 0);
        PRODUCTION.resourcePropertiesCountIs("AWS::EC2::Subnet", Map.of("MapPublicIpOnLaunch", false), 2);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noStatementOfThePolicyNamesEveryResource(Template template) {
        assertThat(template.findResources("AWS::IAM::Policy").entrySet())
                .filteredOn(policy -> policy.getKey().contains("TaskRole"))
                .hasSize(1)
                .allSatisfy(policy -> assertThat(statements(policy.getValue()))
                        .hasSize(3)
                        .allSatisfy(statement -> {
                            assertThat(statement.get("Resource")).isNotEqualTo("*");
                            assertThat(actions(statement))
                                    .noneMatch(action -> action.contains("*"))
                                    .noneMatch(action -> action.matches(".*(Create|Delete|Update)(Table|Stream).*"));
                        }));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void theOperatorHearsOfLatenessRefusalsFailuresAndCost(Template template) {
        template.resourceCountIs("AWS::CloudWatch::Alarm", 9);
        template.allResourcesProperties(
                "AWS::CloudWatch::Alarm", Map.of("AlarmActions", Match.anyValue(), "TreatMissingData", "notBreaching"));
        template.resourceCountIs("AWS::Budgets::Budget", 1);
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
    }

    private static List<Map<String, Object>> tables(Template template, String partitionKey) {
        return template.findResources("AWS::DynamoDB::Table").values().stream()
                .map(table -> (Map<String, Object>) table)
                .filter(table -> properties(table).get("KeySchema").toString().contains(partitionKey))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> resource) {
        return (Map<String, Object>) resource.get("Properties");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> statements(Map<String, Object> policy) {
        return (List<Map<String, Object>>)
                ((Map<String, Object>) properties(policy).get("PolicyDocument")).get("Statement");
    }

    @SuppressWarnings("unchecked")
    private static Collection<String> actions(Map<String, Object> statement) {
        Object actions = statement.get("Action");
        return actions instanceof String one ? List.of(one) : (Collection<String>) actions;
    }
}
