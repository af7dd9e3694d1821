package dev.rumbo.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/** Where positions rest in files. No version of an object is kept: what leaves the archive has left it. */
final class Lake extends Construct {

    static final String POSITIONS = "positions/";

    /** What Firehose could not make rows of. */
    static final String FAILED = "failed/";

    /** What Athena answered. */
    static final String RESULTS = "results/";

    /** Of the application's own archive. */
    private static final String MANIFESTS = "manifest/";

    private static final Duration COOLS_AFTER = Duration.days(90);

    final Bucket bucket;

    private final Archiving by;

    Lake(Construct scope, Environment environment) {
        super(scope, "Lake");
        by = environment.archiving();
        bucket = Bucket.Builder.create(this, "Bucket")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(environment.kept() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY)
                .lifecycleRules(rules(environment.archiveDays()))
                .build();
    }

    private List<LifecycleRule> rules(int archiveDays) {
        LifecycleRule.Builder positions = LifecycleRule.builder()
                .prefix(POSITIONS)
                .transitions(List.of(Transition.builder()
                        .storageClass(StorageClass.INFREQUENT_ACCESS)
                        .transitionAfter(COOLS_AFTER)
                        .build()));
        List<LifecycleRule> rules = new ArrayList<>();
        rules.add(LifecycleRule.builder()
                .abortIncompleteMultipartUploadAfter(Duration.days(2))
                .build());
        if (by == Archiving.FIREHOSE) {
            // Nothing else takes a position out of these.
            positions.expiration(Duration.days(archiveDays));
            rules.add(expiring(FAILED, 30));
            rules.add(expiring(RESULTS, 7));
        }
        rules.add(positions.build());
        return rules;
    }

    private static LifecycleRule expiring(String prefix, int days) {
        return LifecycleRule.builder()
                .prefix(prefix)
                .expiration(Duration.days(days))
                .build();
    }

    /** Each call of the application's own archive, where it keeps one. */
    void grantUse(IGrantable application) {
        if (by != Archiving.APPLICATION) {
            return;
        }
        allow(
                application,
                List.of(bucket.arnForObjects(POSITIONS + "*"), bucket.arnForObjects(MANIFESTS + "*")),
                "s3:GetObject",
                "s3:PutObject",
                "s3:DeleteObject");
        // Without a condition: S3 says of an object that it is not there only to who may list the whole bucket.
        allow(application, List.of(bucket.getBucketArn()), "s3:ListBucket");
    }

    private static void allow(IGrantable application, List<String> resources, String... actions) {
        application
                .getGrantPrincipal()
                .addToPrincipalPolicy(PolicyStatement.Builder.create()
                        .actions(List.of(actions))
                        .resources(resources)
                        .build());
    }

    /** What the application is told. */
    Map<String, String> variables() {
        return by == Archiving.APPLICATION ? Map.of("RUMBO_ARCHIVE", "s3://" + bucket.getBucketName()) : Map.of();
    }
}
