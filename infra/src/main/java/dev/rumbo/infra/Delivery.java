package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.BufferingHintsProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.CloudWatchLoggingOptionsProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.DataFormatConversionConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.DeserializerProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ExtendedS3DestinationConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.InputFormatConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.KinesisStreamSourceConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.OpenXJsonSerDeProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.OutputFormatConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ParquetSerDeProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessingConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorParameterProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.ProcessorProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.SchemaConfigurationProperty;
import software.amazon.awscdk.services.kinesisfirehose.CfnDeliveryStream.SerializerProperty;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * From the stream to files, by Firehose: it opens KPL aggregates, a function makes rows of the posts, Firehose makes Parquet of the rows.
 */
final class Delivery extends Construct {

    /** The longest that Firehose waits. */
    static final Duration BUFFERED = Duration.seconds(900);

    /** A record goes to one folder and may hold positions of several days, so folders are days of arrival. */
    private static final String FOLDER = Query.PARTITION + "=!{timestamp:yyyy-MM-dd}/";

    final Function function;
    final LogGroup functionLogs;
    final CfnDeliveryStream stream;
    final LogGroup logs;

    Delivery(Construct scope, Environment environment, Storage storage, Lake lake, Functions functions, Query query) {
        super(scope, "Delivery");
        Functions.Added rows = functions.add(
                "ArchiveRows",
                "archive-rows",
                1_024,
                Duration.minutes(1),
                environment.things()
                        ? Map.of(
                                "RUMBO_FUNCTIONS_OTHER_PRODUCERS",
                                "trusted",
                                "RUMBO_FUNCTIONS_TABLE_PREFIX",
                                storage.tablePrefix())
                        : Map.of());
        function = rows.function();
        functionLogs = rows.logs();
        if (environment.things()) {
            // Whose a thing's message is.
            function.addToRolePolicy(PolicyStatement.Builder.create()
                    .actions(List.of("dynamodb:GetItem"))
                    .resources(List.of(storage.arn("accounts")))
                    .build());
        }
        logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        LogStream log = LogStream.Builder.create(this, "Log")
                .logGroup(logs)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = role(storage, lake, query, logs, log);
        stream = CfnDeliveryStream.Builder.create(this, "Stream")
                .deliveryStreamName("rumbo-" + environment.name() + "-positions")
                .deliveryStreamType("KinesisStreamAsSource")
                .kinesisStreamSourceConfiguration(KinesisStreamSourceConfigurationProperty.builder()
                        .kinesisStreamArn(storage.stream.getStreamArn())
                        .roleArn(role.getRoleArn())
                        .build())
                .extendedS3DestinationConfiguration(ExtendedS3DestinationConfigurationProperty.builder()
                        .bucketArn(lake.bucket.getBucketArn())
                        .roleArn(role.getRoleArn())
                        .prefix(Lake.POSITIONS + FOLDER)
                        .errorOutputPrefix(Lake.FAILED + "!{firehose:error-output-type}/" + FOLDER)
                        .bufferingHints(BufferingHintsProperty.builder()
                                .sizeInMBs(128)
                                .intervalInSeconds(BUFFERED.toSeconds())
                                .build())
                        // The files compress themselves.
                        .compressionFormat("UNCOMPRESSED")
                        .processingConfiguration(rowsByFunction())
                        .dataFormatConversionConfiguration(parquet(role, query))
                        .cloudWatchLoggingOptions(CloudWatchLoggingOptionsProperty.builder()
                                .enabled(true)
                                .logGroupName(logs.getLogGroupName())
                                .logStreamName(log.getLogStreamName())
                                .build())
                        .build())
                .build();
        // Firehose tries its rights when it is made.
        stream.getNode().addDependency(role);
    }

    /** As little at a time as Firehose can: rows are up to fifty times as long as posts, and an answer of Lambda holds 6 MB. */
    private ProcessingConfigurationProperty rowsByFunction() {
        return ProcessingConfigurationProperty.builder()
                .enabled(true)
                .processors(List.of(ProcessorProperty.builder()
                        .type("Lambda")
                        .parameters(List.of(
                                parameter("LambdaArn", function.getFunctionArn()),
                                parameter("BufferSizeInMBs", "0.2"),
                                parameter("BufferIntervalInSeconds", "5"),
                                parameter("NumberOfRetries", "10")))
                        .build()))
                .build();
    }

    private static ProcessorParameterProperty parameter(String name, String value) {
        return ProcessorParameterProperty.builder()
                .parameterName(name)
                .parameterValue(value)
                .build();
    }

    private static DataFormatConversionConfigurationProperty parquet(Role role, Query query) {
        return DataFormatConversionConfigurationProperty.builder()
                .enabled(true)
                .inputFormatConfiguration(InputFormatConfigurationProperty.builder()
                        .deserializer(DeserializerProperty.builder()
                                .openXJsonSerDe(OpenXJsonSerDeProperty.builder().build())
                                .build())
                        .build())
                .outputFormatConfiguration(OutputFormatConfigurationProperty.builder()
                        .serializer(SerializerProperty.builder()
                                // The densest that Firehose has; it does not know zstd.
                                .parquetSerDe(ParquetSerDeProperty.builder()
                                        .compression("GZIP")
                                        .build())
                                .build())
                        .build())
                .schemaConfiguration(SchemaConfigurationProperty.builder()
                        .roleArn(role.getRoleArn())
                        .databaseName(query.database)
                        .tableName(Query.TABLE)
                        .region(Aws.REGION)
                        .versionId("LATEST")
                        .build())
                .build();
    }

    private Role role(Storage storage, Lake lake, Query query, LogGroup logs, LogStream log) {
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new PrincipalWithConditions(
                        new ServicePrincipal("firehose.amazonaws.com"),
                        Map.of("StringEquals", Map.of("sts:ExternalId", Aws.ACCOUNT_ID))))
                .build();
        allow(
                role,
                List.of(storage.stream.getStreamArn()),
                "kinesis:DescribeStream",
                "kinesis:GetShardIterator",
                "kinesis:GetRecords",
                "kinesis:ListShards");
        allow(
                role,
                List.of(function.getFunctionArn(), function.getFunctionArn() + ":$LATEST"),
                "lambda:InvokeFunction",
                "lambda:GetFunctionConfiguration");
        allow(
                role,
                List.of(lake.bucket.getBucketArn()),
                "s3:GetBucketLocation",
                "s3:ListBucket",
                "s3:ListBucketMultipartUploads");
        allow(
                role,
                List.of(lake.bucket.arnForObjects(Lake.POSITIONS + "*"), lake.bucket.arnForObjects(Lake.FAILED + "*")),
                "s3:AbortMultipartUpload",
                "s3:GetObject",
                "s3:PutObject");
        allow(role, query.arns(), "glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions");
        allow(
                role,
                List.of(Stack.of(this)
                        .formatArn(software.amazon.awscdk.ArnComponents.builder()
                                .service("logs")
                                .resource("log-group")
                                .arnFormat(software.amazon.awscdk.ArnFormat.COLON_RESOURCE_NAME)
                                .resourceName(logs.getLogGroupName() + ":log-stream:" + log.getLogStreamName())
                                .build())),
                "logs:PutLogEvents");
        return role;
    }

    private static void allow(Role role, List<String> resources, String... actions) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(actions))
                .resources(resources)
                .build());
    }
}
