package dev.rumbo.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Two availability zones. What the instances speak to lies in AWS, so nothing needs a NAT gateway. */
final class Network extends Construct {

    static final String RANGE = "10.20.0.0/16";

    final Vpc vpc;
    final SubnetSelection instances;

    Network(Construct scope, Environment environment) {
        super(scope, "Network");
        SubnetConfiguration open = subnets("public", SubnetType.PUBLIC);
        SubnetConfiguration closed = subnets("instances", SubnetType.PRIVATE_ISOLATED);
        vpc = Vpc.Builder.create(this, "Vpc")
                .ipAddresses(IpAddresses.cidr(RANGE))
                .maxAzs(2)
                .natGateways(0)
                .restrictDefaultSecurityGroup(false)
                .subnetConfiguration(environment.privateSubnets() ? List.of(open, closed) : List.of(open))
                .build();
        vpc.addFlowLog(
                "Refused",
                FlowLogOptions.builder()
                        .trafficType(FlowLogTrafficType.REJECT)
                        .destination(FlowLogDestination.toCloudWatchLogs(LogGroup.Builder.create(this, "FlowLog")
                                .retention(RetentionDays.ONE_MONTH)
                                .removalPolicy(RemovalPolicy.DESTROY)
                                .build()))
                        .build());
        for (GatewayVpcEndpointAwsService service :
                List.of(GatewayVpcEndpointAwsService.DYNAMODB, GatewayVpcEndpointAwsService.S3)) {
            vpc.addGatewayEndpoint(
                    service == GatewayVpcEndpointAwsService.S3 ? "S3" : "DynamoDb",
                    GatewayVpcEndpointOptions.builder().service(service).build());
        }
        instances = SubnetSelection.builder()
                .subnetType(environment.privateSubnets() ? SubnetType.PRIVATE_ISOLATED : SubnetType.PUBLIC)
                .build();
        if (environment.privateSubnets()) {
            reach("Kinesis", InterfaceVpcEndpointAwsService.KINESIS_STREAMS);
            reach("EcrApi", InterfaceVpcEndpointAwsService.ECR);
            reach("EcrDocker", InterfaceVpcEndpointAwsService.ECR_DOCKER);
            reach("Logs", InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS);
            reach("Secrets", InterfaceVpcEndpointAwsService.SECRETS_MANAGER);
        }
    }

    private void reach(String name, InterfaceVpcEndpointAwsService service) {
        vpc.addInterfaceEndpoint(
                name, InterfaceVpcEndpointOptions.builder().service(service).build());
    }

    private static SubnetConfiguration subnets(String name, SubnetType type) {
        return SubnetConfiguration.builder()
                .name(name)
                .subnetType(type)
                .cidrMask(22)
                .build();
    }
}
