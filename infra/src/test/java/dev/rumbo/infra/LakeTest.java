package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.lake.ArchivedPosition;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Positions in files: by the application in production, by Firehose where that is chosen instead. */
class LakeTest {

    static final Environment DELIVERED = Environment.PRODUCTION.archivedBy(Archiving.FIREHOSE);

    private static Template delivered() {
        return Synthesized.TEMPLATES.get(DELIVERED);
    }

    private static Template production() {
        return Synthesized.TEMPLATES.get(Environment.PRODUCTION);
    }

    static Stream<Template> archived() {
        return Stream.of(delivered(), production());
    }

    @Test
    void firehoseReadsTheStreamThroughTheFunctionThatMakesRows() {
        destination(Map.of(
                "ProcessingConfiguration",
                Map.of(
                        "Enabled",
                        true,
                        "Processors",
                        List.of(Map.of(
                                "Type",
                                "Lambda",
                                "Parameters",
                                List.of(
                                        Map.of(
                                                "ParameterName",
                                                "LambdaArn",
                                                "ParameterValue",
                                                Map.of(
                                                        "Fn::GetAtt",
                                                        List.of(
                                                                Match.stringLikeRegexp("FunctionsArchiveRows.*"),
                                                                "Arn"))),
                                        Map.of("ParameterName", "BufferSizeInMBs", "ParameterValue", "0.2"),
                                        Map.of("ParameterName", "BufferIntervalInSeconds", "ParameterValue", "5"),
                                        Map.of("ParameterName", "NumberOfRetries", "ParameterValue", "10")))))));
        delivered()
                .hasResourceProperties(
                        "AWS::KinesisFirehose::DeliveryStream",
                        Map.of(
                                "DeliveryStreamType",
                                "KinesisStreamAsSource",
                                "KinesisStreamSourceConfiguration",
                                Match.objectLike(Map.of(
                                        "KinesisStreamARN",
                                        Map.of(
                                                "Fn::GetAtt",
                                                List.of(Match.stringLikeRegexp("StoragePositions.*"), "Arn"))))));
        delivered()
                .hasResourceProperties(
                        "AWS::Lambda::Function",
                        Map.of("Environment", Map.of("Variables", Map.of("QUARKUS_LAMBDA_HANDLER", "archive-rows"))));
    }

    @Test
    void rowsBecomeParquetInFoldersByDayOfArrivalAndWhatFailsLiesApart() {
        destination(Map.of(
                "Prefix",
                "positions/received_day=!{timestamp:yyyy-MM-dd}/",
                "ErrorOutputPrefix",
                "failed/!{firehose:error-output-type}/received_day=!{timestamp:yyyy-MM-dd}/",
                "BufferingHints",
                Map.of("SizeInMBs", 128, "IntervalInSeconds", 900),
                "CompressionFormat",
                "UNCOMPRESSED",
                "CloudWatchLoggingOptions",
                Match.objectLike(Map.of("Enabled", true)),
                "DataFormatConversionConfiguration",
                Match.objectLike(Map.of(
                        "Enabled",
                        true,
                        "InputFormatConfiguration",
                        Map.of("Deserializer", Map.of("OpenXJsonSerDe", Map.of())),
                        "OutputFormatConfiguration",
                        Map.of("Serializer", Map.of("ParquetSerDe", Map.of("Compression", "GZIP"))),
                        "SchemaConfiguration",
                        Match.objectLike(Map.of(
                                "DatabaseName",
                                "rumbo_production",
                                "TableName",
                                "positions",
                                "VersionId",
                                "LATEST"))))));
    }

    private static void destination(Map<String, Object> properties) {
        delivered()
                .hasResourceProperties(
                        "AWS::KinesisFirehose::DeliveryStream",
                        Map.of("ExtendedS3DestinationConfiguration", Match.objectLike(properties)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void theTablesColumnsAreTheComponentsOfTheArchivesRecord() {
        Map<String, Object> table = (Map<String, Object>)
                properties(delivered(), "AWS::Glue::Table", "QueryPositions").get("TableInput");
        List<Map<String, String>> columns =
                (List<Map<String, String>>) ((Map<String, Object>) table.get("StorageDescriptor")).get("Columns");

        assertThat(columns)
                .extracting(column -> column.get("Name").replace("_", ""))
                .containsExactlyElementsOf(Arrays.stream(ArchivedPosition.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                        .toList());
        assertThat(columns).extracting(column -> column.get("Type")).containsOnly("string", "int", "bigint");
        assertThat(table.get("PartitionKeys")).isEqualTo(List.of(Map.of("Name", "received_day", "Type", "string")));
    }

    @Test
    void whichDaysThereAreNobodyHasToRegister() {
        delivered()
                .hasResourceProperties(
                        "AWS::Glue::Table",
                        Map.of(
                                "TableInput",
                                Match.objectLike(
                                        Map.of(
                                                "Parameters",
                                                Match.objectLike(
                                                        Map.of(
                                                                "projection.enabled",
                                                                "true",
                                                                "projection.received_day.type",
                                                                "date",
                                                                "projection.received_day.format",
                                                                "yyyy-MM-dd",
                                                                "storage.location.template",
                                                                Map.of(
                                                                        "Fn::Join",
                                                                        List.of(
                                                                                "",
                                                                                List.of(
                                                                                        "s3://",
                                                                                        Map.of(
                                                                                                "Ref",
                                                                                                Match.stringLikeRegexp(
                                                                                                        "LakeBucket.*")),
                                                                                        "/positions/received_day=${received_day}/")))))))));
    }

    @Test
    void aQuestionReadsABoundedAmountAndItsAnswerIsEncryptedAndGoneAfterAWeek() {
        delivered()
                .hasResourceProperties(
                        "AWS::Athena::WorkGroup",
                        Map.of(
                                "WorkGroupConfiguration",
                                Match.objectLike(Map.of(
                                        "EnforceWorkGroupConfiguration",
                                        true,
                                        "BytesScannedCutoffPerQuery",
                                        100_000_000_000L,
                                        "ResultConfiguration",
                                        Match.objectLike(Map.of(
                                                "EncryptionConfiguration", Map.of("EncryptionOption", "SSE_S3")))))));
        delivered()
                .hasResourceProperties(
                        "AWS::Athena::NamedQuery",
                        Map.of(
                                "Database", "rumbo_production",
                                "WorkGroup", "rumbo-production",
                                "QueryString",
                                        Match.stringLikeRegexp(
                                                "SELECT DISTINCT[\\s\\S]*received_day BETWEEN[\\s\\S]*")));
        assertThat(rules(delivered()))
                .anySatisfy(rule ->
                        assertThat(rule).containsEntry("Prefix", "results/").containsEntry("ExpirationInDays", 7));
    }

    @Test
    void filesOfFirehoseAreCheaperAfterAWhileAndGoneAfterAllTheArchivesDays() {
        assertThat(rules(delivered()))
                .anySatisfy(rule -> assertThat(rule)
                        .containsEntry("Prefix", "positions/")
                        .containsEntry("ExpirationInDays", 400)
                        .containsEntry(
                                "Transitions", List.of(Map.of("StorageClass", "STANDARD_IA", "TransitionInDays", 90))))
                .anySatisfy(rule ->
                        assertThat(rule).containsEntry("Prefix", "failed/").containsEntry("ExpirationInDays", 30));
    }

    @Test
    void filesOfTheApplicationAreItsOwnToDelete() {
        assertThat(rules(production()))
                .noneSatisfy(rule -> assertThat(rule).containsKey("ExpirationInDays"))
                .anySatisfy(rule -> assertThat(rule).containsEntry("Prefix", "positions/"));
    }

    @ParameterizedTest
    @MethodSource("archived")
    void theBucketIsEncryptedReachedByNobodyElseAndKeepsNoVersionOfWhatWasDeleted(Template template) {
        Map<String, Object> bucket = properties(template, "AWS::S3::Bucket", "LakeBucket");

        assertThat(bucket).containsKey("BucketEncryption").doesNotContainKey("VersioningConfiguration");
        assertThat(bucket.get("PublicAccessBlockConfiguration"))
                .isEqualTo(Map.of(
                        "BlockPublicAcls", true,
                        "BlockPublicPolicy", true,
                        "IgnorePublicAcls", true,
                        "RestrictPublicBuckets", true));
        assertThat(bucket).containsKey("LoggingConfiguration");
        assertThat(properties(template, "AWS::S3::BucketPolicy", "LakeBucketPolicy")
                        .toString())
                .contains("aws:SecureTransport=false");
    }

    @Test
    void firehoseMayReadOneStreamAndOneTableCallOneFunctionAndWriteTwoFolders() {
        assertThat(allowed(delivered(), "DeliveryRole"))
                .containsExactlyInAnyOrder(
                        "kinesis:DescribeStream StoragePositions",
                        "kinesis:GetShardIterator StoragePositions",
                        "kinesis:GetRecords StoragePositions",
                        "kinesis:ListShards StoragePositions",
                        "lambda:InvokeFunction FunctionsArchiveRows",
                        "lambda:GetFunctionConfiguration FunctionsArchiveRows",
                        "lambda:InvokeFunction FunctionsArchiveRows:$LATEST",
                        "lambda:GetFunctionConfiguration FunctionsArchiveRows:$LATEST",
                        "s3:GetBucketLocation LakeBucket",
                        "s3:ListBucket LakeBucket",
                        "s3:ListBucketMultipartUploads LakeBucket",
                        "s3:AbortMultipartUpload LakeBucket/positions/*",
                        "s3:GetObject LakeBucket/positions/*",
                        "s3:PutObject LakeBucket/positions/*",
                        "s3:AbortMultipartUpload LakeBucket/failed/*",
                        "s3:GetObject LakeBucket/failed/*",
                        "s3:PutObject LakeBucket/failed/*",
                        "glue:GetTable catalog",
                        "glue:GetTableVersion catalog",
                        "glue:GetTableVersions catalog",
                        "glue:GetTable database/rumbo_production",
                        "glue:GetTableVersion database/rumbo_production",
                        "glue:GetTableVersions database/rumbo_production",
                        "glue:GetTable table/rumbo_production/positions",
                        "glue:GetTableVersion table/rumbo_production/positions",
                        "glue:GetTableVersions table/rumbo_production/positions",
                        "logs:PutLogEvents DeliveryLogs:log-stream:DeliveryLog");
    }

    @Test
    void theFunctionMayWriteItsLogAndNothingElseUnlessThingsHaveToBeLookedUp() {
        assertThat(allowed(delivered(), "ArchiveRowsRole"))
                .containsExactlyInAnyOrder(
                        "logs:CreateLogStream FunctionsArchiveRowsLogs", "logs:PutLogEvents FunctionsArchiveRowsLogs");

        Template trusting = Synthesized.template(DELIVERED.withThings());
        assertThat(allowed(trusting, "ArchiveRowsRole"))
                .contains("dynamodb:GetItem TablePrefix-accounts")
                .hasSize(3);
        trusting.hasResourceProperties(
                "AWS::Lambda::Function",
                Map.of(
                        "Environment",
                        Map.of(
                                "Variables",
                                Map.of(
                                        "QUARKUS_LAMBDA_HANDLER",
                                        "archive-rows",
                                        "RUMBO_FUNCTIONS_OTHER_PRODUCERS",
                                        "trusted",
                                        "RUMBO_FUNCTIONS_TABLE_PREFIX",
                                        Map.of("Ref", "TablePrefix")))));
    }

    @Test
    void theApplicationMayKeepItsArchiveInTwoFoldersOfTheBucketAndAgreeWhoWritesIt() {
        assertThat(allowed(production(), "TaskRole"))
                .contains(
                        "s3:ListBucket LakeBucket",
                        "s3:GetObject LakeBucket/positions/*",
                        "s3:PutObject LakeBucket/positions/*",
                        "s3:DeleteObject LakeBucket/positions/*",
                        "s3:GetObject LakeBucket/manifest/*",
                        "s3:PutObject LakeBucket/manifest/*",
                        "s3:DeleteObject LakeBucket/manifest/*",
                        "dynamodb:UpdateItem StorageArchiveLeases",
                        "dynamodb:UpdateItem StorageArchiveCoordination")
                .filteredOn(allowed -> allowed.startsWith("s3:"))
                .hasSize(7);
        production()
                .hasResourceProperties(
                        "AWS::ECS::TaskDefinition",
                        Map.of(
                                "ContainerDefinitions",
                                Match.arrayWith(List.of(Match.objectLike(Map.of(
                                        "Environment",
                                        Match.arrayWith(
                                                List.of(Match.objectLike(Map.of("Name", "RUMBO_ARCHIVE"))))))))));
        production()
                .hasResourceProperties(
                        "AWS::DynamoDB::Table", Map.of("TableName", "rumbo-production-positions-archive"));
    }

    @Test
    void theOperatorHearsOfWhatIsLateAndOfWhatIsLeftOut() {
        delivered()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Map.of(
                                "AlarmName", "rumbo-production-ArchiveIsLate",
                                "MetricName", "DeliveryToS3.DataFreshness",
                                "Threshold", 1_800));
        delivered()
                .hasResourceProperties("AWS::Logs::MetricFilter", Map.of("FilterPattern", "\"records failed; first\""));
        delivered()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm", Map.of("AlarmName", "rumbo-production-ArchiveLeavesOut"));
    }

    @Test
    void oneArchiveOrTheOtherOrNone() {
        assertThat(allowed(delivered(), "TaskRole")).noneMatch(allowed -> allowed.startsWith("s3:"));
        assertThat(delivered().toJSON().toString()).doesNotContain("RUMBO_ARCHIVE", "positions-archive");
        for (String type :
                List.of("AWS::KinesisFirehose::DeliveryStream", "AWS::Glue::Table", "AWS::Athena::WorkGroup")) {
            delivered().resourceCountIs(type, 1);
            production().resourceCountIs(type, 0);
        }
        assertThat(Synthesized.TEMPLATES.get(Environment.DEV).toJSON().toString())
                .doesNotContain("LakeBucket", "RUMBO_ARCHIVE", "positions-archive");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(Template template) {
        return (List<Map<String, Object>>) ((Map<String, Object>)
                        properties(template, "AWS::S3::Bucket", "LakeBucket").get("LifecycleConfiguration"))
                .get("Rules");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Template template, String type, String id) {
        return (Map<String, Object>) template.findResources(type).entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(id))
                .findFirst()
                .orElseThrow()
                .getValue()
                .get("Properties");
    }

    /** Each action with what it may be done to, by the name of the resource in this template without its hash. */
    @SuppressWarnings("unchecked")
    private static Set<String> allowed(Template template, String role) {
        Set<String> allowed = new TreeSet<>();
        template.findResources("AWS::IAM::Policy").forEach((id, policy) -> {
            if (id.contains(role)) {
                Map<String, Object> properties = (Map<String, Object>) policy.get("Properties");
                Map<String, Object> document = (Map<String, Object>) properties.get("PolicyDocument");
                for (Map<String, Object> statement : (List<Map<String, Object>>) document.get("Statement")) {
                    for (Object action : each(statement.get("Action"))) {
                        each(statement.get("Resource")).forEach(arn -> allowed.add(action + " " + nameOf(arn)));
                    }
                }
            }
        });
        return allowed;
    }

    @SuppressWarnings("unchecked")
    private static Collection<Object> each(Object oneOrSeveral) {
        return oneOrSeveral instanceof Collection<?> several ? (Collection<Object>) several : List.of(oneOrSeveral);
    }

    private static String nameOf(Object arn) {
        List<String> parts = new ArrayList<>();
        collect(arn, parts);
        return String.join("", parts)
                .replaceAll("([A-Za-z]+)[0-9A-F]{8}", "$1")
                .replaceFirst("^arn:.*:(table|log-group)[:/](?!rumbo_production/)", "")
                .replaceFirst("^arn:.*:(catalog|database|table)", "$1");
    }

    @SuppressWarnings("unchecked")
    private static void collect(Object value, List<String> parts) {
        if (value instanceof String text) {
            parts.add(text);
        } else if (value instanceof Map<?, ?> function) {
            if (function.containsKey("Ref")) {
                String name = (String) function.get("Ref");
                parts.add(name.startsWith("AWS::") ? "" : name);
            } else if (function.containsKey("Fn::GetAtt")) {
                parts.add((String) ((List<Object>) function.get("Fn::GetAtt")).get(0));
            } else {
                ((List<Object>) ((List<Object>) function.get("Fn::Join")).get(1)).forEach(part -> collect(part, parts));
            }
        }
    }
}
