package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;

/** Who reached for a bucket, in another. */
final class AccessLog {

    private AccessLog() {}

    /** @param prefix of the names of what is logged */
    static void of(Bucket bucket, String prefix, Bucket logs) {
        ((CfnBucket) bucket.getNode().getDefaultChild())
                .setLoggingConfiguration(CfnBucket.LoggingConfigurationProperty.builder()
                        .destinationBucketName(logs.getBucketName())
                        .logFilePrefix(prefix)
                        .build());
        logs.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal("logging.s3.amazonaws.com")))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(logs.arnForObjects(prefix + "*")))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
    }
}
