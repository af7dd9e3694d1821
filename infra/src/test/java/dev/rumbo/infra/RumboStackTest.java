package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
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

    @Test
    void instancesMayCountTheShardsOnlyWhereThatIsSwitchedOn() {
        for (Template template : List.of(DEV, PRODUCTION)) {
            assertThat(template.toJSON().toString()).doesNotContain("UpdateShardCount", "RUMBO_AWS_SCALING");
        }
        Template counting = Template.fromStack(new RumboStack(new App(), Environment.PRODUCTION.counting(12)));
        counting.hasResourceProperties(
                "AWS::IAM::Policy",
                Match.objectLike(Map.of(
                        "PolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Map.of(
                                        "Action", "kinesis:UpdateShardCount",
                                        "Effect", "Allow",
                                        "Resource",
                                                Map.of(
                                                        "Fn::GetAtt",
                                                        List.of(
                                                                counting.findResources("AWS::Kinesis::Stream")
                                                                        .keySet()
                                                                        .iterator()
                                                                        .next(),
                                                                "Arn"))))))))));
        assertThat(counting.toJSON().toString()).contains("RUMBO_AWS_SCALING_ENABLED", "RUMBO_AWS_SCALING_MOST");
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
    void instancesReachEachOtherAtOnePortThatNobodyElseReaches(Template template) {
        var ways = template.findResources(
                "AWS::EC2::SecurityGroupIngress", Map.of("Properties", Map.of("FromPort", 8090)));

        assertThat(ways.values())
                .singleElement()
                .satisfies(way -> assertThat(properties(way))
                        .containsEntry("SourceSecurityGroupId", properties(way).get("GroupId")));
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

    @Test
    void aDeploymentThatAnswersWithErrorsIsRolledBack() {
        PRODUCTION.hasResourceProperties(
                "AWS::ECS::Service",
                Map.of(
                        "DeploymentConfiguration",
                        Match.objectLike(Map.of(
                                "Alarms",
                                Map.of(
                                        "AlarmNames", List.of("rumbo-production-Failures"),
                                        "Enable", true,
                                        "Rollback", true)))));
        PRODUCTION.hasResourceProperties("AWS::CloudWatch::Alarm", Map.of("AlarmName", "rumbo-production-Failures"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void theImageComesFromOneRepository(Template template) {
        assertThat(policies(template, "ExecutionRole"))
                .singleElement()
                .satisfies(policy -> assertThat(statements(policy))
                        .filteredOn(statement -> actions(statement).contains("ecr:BatchGetImage"))
                        .singleElement()
                        .satisfies(statement ->
                                assertThat(statement.get("Resource").toString()).contains("{Ref=Repository}")));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void metricsAndHealthAreForWhoIsInThePoolAndHasASecondFactor(Template template) {
        template.hasResourceProperties(
                "AWS::ElasticLoadBalancingV2::ListenerRule",
                Map.of(
                        "Conditions",
                        List.of(Map.of(
                                "Field",
                                "path-pattern",
                                "PathPatternConfig",
                                Map.of("Values", Match.arrayWith(List.of("/q/metrics", "/q/health/*"))))),
                        "Actions",
                        List.of(
                                Match.objectLike(Map.of("Type", "authenticate-cognito", "Order", 1)),
                                Match.objectLike(Map.of("Type", "forward", "Order", 2)))));
        template.hasResourceProperties(
                "AWS::Cognito::UserPool",
                Map.of(
                        "AdminCreateUserConfig",
                        Map.of("AllowAdminCreateUserOnly", true),
                        "MfaConfiguration",
                        "ON",
                        "EnabledMfas",
                        List.of("SOFTWARE_TOKEN_MFA"),
                        "UserPoolAddOns",
                        Map.of("AdvancedSecurityMode", "ENFORCED"),
                        "Policies",
                        Map.of(
                                "PasswordPolicy",
                                Match.objectLike(Map.of("MinimumLength", 14, "RequireSymbols", true)))));
        for (String group : List.of("driver", "admin", "operator")) {
            template.hasResourceProperties("AWS::Cognito::UserPoolGroup", Map.of("GroupName", group));
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void eachTableIsCopiedEveryMonthAndTheCopyIsGoneAfterFiveWeeks(Template template) {
        template.resourcePropertiesCountIs(
                "AWS::Scheduler::Schedule",
                Map.of(
                        "ScheduleExpression",
                        "cron(0 3 1 * ? *)",
                        "Target",
                        Match.objectLike(Map.of("Input", Match.anyValue()))),
                3);
        template.hasResourceProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "VersioningConfiguration",
                        Map.of("Status", "Enabled"),
                        "BucketEncryption",
                        Match.anyValue(),
                        "LoggingConfiguration",
                        Match.objectLike(Map.of("LogFilePrefix", "archive/")),
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true),
                        "LifecycleConfiguration",
                        Map.of(
                                "Rules",
                                List.of(Match.objectLike(Map.of(
                                        "ExpirationInDays",
                                        33,
                                        "NoncurrentVersionExpiration",
                                        Map.of("NoncurrentDays", 2)))))));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void noBucketIsReachedWithoutTls(Template template) {
        assertThat(template.findResources("AWS::S3::BucketPolicy"))
                .hasSameSizeAs(template.findResources("AWS::S3::Bucket"));
        template.allResourcesProperties(
                "AWS::S3::BucketPolicy",
                Map.of(
                        "PolicyDocument",
                        Match.objectLike(Map.of(
                                "Statement",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Effect",
                                        "Deny",
                                        "Action",
                                        "s3:*",
                                        "Condition",
                                        Map.of("Bool", Map.of("aws:SecureTransport", "false"))))))))));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void whoCopiesTablesMayDoNothingElse(Template template) {
        assertThat(policies(template, "Exporter"))
                .singleElement()
                .satisfies(policy -> assertThat(statements(policy))
                        .flatExtracting(RumboStackTest::actions)
                        .containsExactlyInAnyOrder(
                                "dynamodb:ExportTableToPointInTime",
                                "s3:PutObject",
                                "s3:PutObjectAcl",
                                "s3:AbortMultipartUpload"));
    }

    @Test
    void afterARestoreTheApplicationIsToldOfOtherTablesByAParameter() {
        PRODUCTION.hasParameter("TablePrefix", Map.of("Default", "rumbo-production"));
        PRODUCTION.hasResourceProperties(
                "AWS::ECS::TaskDefinition",
                Map.of(
                        "ContainerDefinitions",
                        Match.arrayWith(List.of(Match.objectLike(Map.of(
                                "Environment",
                                Match.arrayWith(List.of(Map.of(
                                        "Name",
                                        "RUMBO_AWS_TABLE_PREFIX",
                                        "Value",
                                        Map.of("Ref", "TablePrefix"))))))))));
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

    @ParameterizedTest
    @MethodSource("templates")
    void noRequestsPathIsWrittenWhereSecretsWouldRest(Template template) {
        assertThat(template.findResources("AWS::ElasticLoadBalancingV2::LoadBalancer"))
                .isNotEmpty();
        template.allResourcesProperties(
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                Map.of(
                        "LoadBalancerAttributes",
                        Match.arrayWith(List.of(Map.of("Key", "access_logs.s3.enabled", "Value", "false")))));
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
        assertThat(policies(template, "TaskRole"))
                .singleElement()
                .satisfies(policy -> assertThat(statements(policy))
                        .hasSize(template == PRODUCTION ? 6 : 3)
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
        template.resourceCountIs("AWS::CloudWatch::Alarm", template == PRODUCTION ? 15 : 13);
        template.allResourcesProperties(
                "AWS::CloudWatch::Alarm", Map.of("AlarmActions", Match.anyValue(), "TreatMissingData", "notBreaching"));
        template.resourceCountIs("AWS::Budgets::Budget", 1);
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
    }

    @Test
    void eachAlarmHasItsRunbook() throws IOException {
        String runbooks = Files.readString(Path.of("..", "docs", "runbooks.md"));

        Template delivered = Synthesized.TEMPLATES.get(LakeTest.DELIVERED);
        assertThat(delivered.findResources("AWS::CloudWatch::Alarm").values())
                .hasSize(17)
                .extracting(alarm -> properties(alarm).get("AlarmName").toString())
                .allSatisfy(name -> assertThat(runbooks)
                        .contains("`" + name.replace("rumbo-production-", "").replaceAll("^Throttled-.*", "Throttled-…")
                                + "`"));
    }

    private static List<Map<String, Object>> policies(Template template, String role) {
        return template.findResources("AWS::IAM::Policy").entrySet().stream()
                .filter(policy -> policy.getKey().contains(role))
                .map(Map.Entry::getValue)
                .toList();
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
