package dev.rumbo.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** One installation of Rumbo on AWS. */
final class RumboStack extends Stack {

    RumboStack(Construct scope, Environment environment) {
        super(
                scope,
                "rumbo-" + environment.name(),
                StackProps.builder()
                        .stackName("rumbo-" + environment.name())
                        .description("Rumbo, " + environment.name() + ": car-trip telemetry")
                        .env(software.amazon.awscdk.Environment.builder()
                                .region(environment.region())
                                .build())
                        .terminationProtection(environment.kept())
                        .build());
        Storage storage = new Storage(this, environment);
        Network network = new Network(this, environment);
        Directory directory =
                new Directory(this, environment, parameter("HostName", "By which browsers and phones call"));
        Optional<Lake> lake =
                environment.archiving() == Archiving.NONE ? Optional.empty() : Optional.of(new Lake(this, environment));
        Service service = new Service(this, environment, network, storage, lake, directory);
        lake.ifPresent(kept -> AccessLog.of(kept.bucket, "lake/", service.accessLogs));
        Archive archive = new Archive(this, environment, storage, service.accessLogs);
        String operator = parameter("OperatorEmail", "Who is told when something is wrong, or dear");
        if (environment.things()) {
            new Things(this, environment, storage.stream);
        }
        boolean delivers = environment.archiving() == Archiving.FIREHOSE;
        Optional<Functions> functions =
                environment.notices() || delivers ? Optional.of(new Functions(this)) : Optional.empty();
        Optional<Notices> notices =
                storage.tripEnds.map(stream -> new Notices(this, environment, functions.orElseThrow(), stream));
        Optional<Query> query = lake.filter(kept -> delivers).map(kept -> new Query(this, environment, kept));
        Optional<Delivery> delivery = query.map(
                asked -> new Delivery(this, environment, storage, lake.orElseThrow(), functions.orElseThrow(), asked));
        new Watch(this, environment, storage, service, archive, notices, delivery, operator);
        tell("Address", "Where the host's name has to point", service.balancer.getLoadBalancerDnsName());
        tell("ClusterName", "Of the instances", service.fargate.getCluster().getClusterName());
        tell("ServiceName", "Of the instances", service.fargate.getServiceName());
        tell("LogGroup", "What instances say", service.logs.getLogGroupName());
        tell("ArchiveBucket", "Where copies of the tables are", archive.bucket.getBucketName());
        tell("UserPool", "Who sees metrics and health", directory.pool.getUserPoolId());
        notices.ifPresent(told -> {
            tell("TripEnds", "A topic, of trips that are over", told.topic.getTopicArn());
            tell("GivenUpNotices", "A queue, of what could not be told of", told.givenUp.getQueueUrl());
        });
        lake.ifPresent(kept -> tell("LakeBucket", "Where positions are in files", kept.bucket.getBucketName()));
        delivery.ifPresent(made -> tell("DeliveryLog", "What Firehose says", made.logs.getLogGroupName()));
        query.ifPresent(asked -> tell("WorkGroup", "Of Athena, for questions to them", asked.workGroup.getName()));
        Tags.of(this).add("application", "rumbo");
        Tags.of(this).add("environment", environment.name());
        argue(environment, storage, network, service, archive);
        notices.ifPresent(RumboStack::argue);
        delivery.ifPresent(RumboStack::argue);
    }

    private String parameter(String name, String description) {
        return CfnParameter.Builder.create(this, name)
                .description(description)
                .build()
                .getValueAsString();
    }

    private void tell(String name, String description, String value) {
        CfnOutput.Builder.create(this, name)
                .description(description)
                .value(value)
                .build();
    }

    /** Each rule that is not followed, and why. */
    private static void argue(
            Environment environment, Storage storage, Network network, Service service, Archive archive) {
        allow(
                service,
                "AwsSolutions-EC23",
                "The load balancer is where phones and browsers come in: port 443 and the redirect on 80 are open to everybody.");
        allow(
                service.balancer,
                "AwsSolutions-ELB2",
                "An access log holds each request's path, and some paths are secrets: a device's token below /i/, a shared link below /s/, an invitation below /invitations/.");
        allow(
                service,
                "AwsSolutions-ECS2",
                "The variables name the stream and the tables; secrets come from Secrets Manager.");
        allow(
                service,
                "AwsSolutions-SMG4",
                "The password is used once, to make the first administrator, who changes it in Rumbo; with another key all second factors were void.");
        allow(
                service,
                "AwsSolutions-IAM5",
                "The index of a table of leases is named by a pattern below that table; a token for ECR is not for one repository; files of the archive are named by what they hold, in two folders of one bucket.");
        allow(archive, "AwsSolutions-IAM5", "DynamoDB names the objects of a copy itself, in this bucket alone.");
        if (!environment.kept()) {
            allow(
                    service,
                    "AwsSolutions-ECS4",
                    "An environment for minutes: container metrics would cost more than it does.");
        }
        allow(
                storage,
                "AwsSolutions-DDB3",
                "Leases and the election of a leader are made anew by the consumers within a minute; the store's own tables have backups.");
        allow(
                network,
                "AwsSolutions-EC23",
                "The endpoints of AWS services take port 443 from within the network alone.");
    }

    private static void argue(Notices notices) {
        allow(notices, "AwsSolutions-DDB3", "What it forgets leads to a second notice at most.");
        allow(notices, "AwsSolutions-SQS3", "It is the queue of what was given up.");
    }

    private static void argue(Delivery delivery) {
        allow(delivery, "AwsSolutions-IAM5", "Firehose names the objects itself, in two folders of one bucket.");
        allow(
                delivery,
                "AwsSolutions-KDF1",
                "Firehose encrypts by a setting of its own only what is put into it; what it reads from the stream is encrypted as the stream is.");
    }

    private static void allow(IConstruct where, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
