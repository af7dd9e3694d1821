package dev.rumbo.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
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
        Service service = new Service(this, environment, network, storage);
        String operator = CfnParameter.Builder.create(this, "OperatorEmail")
                .description("Who is told when something is wrong, or dear")
                .build()
                .getValueAsString();
        new Watch(this, environment, storage, service, operator);
        CfnOutput.Builder.create(this, "Address")
                .description("Where the host's name has to point")
                .value(service.balancer.getLoadBalancerDnsName())
                .build();
        Tags.of(this).add("application", "rumbo");
        Tags.of(this).add("environment", environment.name());
        argue(environment, storage, network, service);
    }

    /** Each rule that is not followed, and why. */
    private static void argue(Environment environment, Storage storage, Network network, Service service) {
        allow(
                service,
                "AwsSolutions-EC23",
                "The load balancer is where phones and browsers come in: port 443 and the redirect on 80 are open to everybody.");
        allow(
                service,
                "AwsSolutions-ECS2",
                "The variables name the stream and the tables; secrets come from Secrets Manager.");
        allow(
                service,
                "AwsSolutions-SMG4",
                "The password is used once, to make the first administrator, who changes it in Rumbo; with another key all second factors were void.");
        allow(service, "AwsSolutions-S1", "The bucket of access logs keeps no access log of itself.");
        allow(
                service,
                "AwsSolutions-IAM5",
                "The index of the table of leases is named by a pattern below that table; the image may come from any repository.");
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

    private static void allow(IConstruct where, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                where,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }
}
