package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.RetryPolicyProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/**
 * A whole copy of each of the store's tables every month, which outlives the tables. Copies are gone after 35 days like the tables' own
 * backups, so what was erased is then erased everywhere.
 */
final class Archive extends Construct {

    private static final String EVERY_MONTH = "cron(0 3 1 * ? *)";
    private static final String LOGS = "archive/";

    final Bucket bucket;
    final String scheduleGroup;

    Archive(Construct scope, Environment environment, Storage storage, Bucket accessLogs) {
        super(scope, "Archive");
        scheduleGroup = "rumbo-" + environment.name();
        bucket = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .versioned(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Duration.days(33))
                        .noncurrentVersionExpiration(Duration.days(2))
                        .abortIncompleteMultipartUploadAfter(Duration.days(2))
                        .build()))
                .build();
        AccessLog.of(bucket, LOGS, accessLogs);
        Role exporter = exporter(storage);
        CfnScheduleGroup group = CfnScheduleGroup.Builder.create(this, "Group")
                .name(scheduleGroup)
                .build();
        for (String table : Storage.TABLES) {
            CfnSchedule.Builder.create(this, "Export-" + table)
                    .description("Copies the table " + table + " into the archive")
                    .groupName(group.getRef())
                    .scheduleExpression(EVERY_MONTH)
                    .flexibleTimeWindow(
                            FlexibleTimeWindowProperty.builder().mode("OFF").build())
                    .target(TargetProperty.builder()
                            .arn("arn:" + Aws.PARTITION + ":scheduler:::aws-sdk:dynamodb:exportTableToPointInTime")
                            .roleArn(exporter.getRoleArn())
                            .input(Stack.of(this).toJsonString(export(storage.arn(table), table)))
                            .retryPolicy(RetryPolicyProperty.builder()
                                    .maximumRetryAttempts(5)
                                    .maximumEventAgeInSeconds(3_600)
                                    .build())
                            .build())
                    .build();
        }
    }

    /** Sorted, so that the template is the same each time. */
    private SortedMap<String, String> export(String arn, String prefix) {
        return new TreeMap<>(Map.of(
                "TableArn",
                arn,
                "S3Bucket",
                bucket.getBucketName(),
                "S3Prefix",
                prefix,
                "S3SseAlgorithm",
                "AES256",
                "ExportFormat",
                "DYNAMODB_JSON"));
    }

    private Role exporter(Storage storage) {
        Role exporter = Role.Builder.create(this, "Exporter")
                .assumedBy(new PrincipalWithConditions(
                        new ServicePrincipal("scheduler.amazonaws.com"),
                        Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
                .build();
        exporter.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("dynamodb:ExportTableToPointInTime"))
                .resources(Storage.TABLES.stream().map(storage::arn).toList())
                .build());
        exporter.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:PutObject", "s3:PutObjectAcl", "s3:AbortMultipartUpload"))
                .resources(List.of(bucket.arnForObjects("*")))
                .build());
        return exporter;
    }
}
