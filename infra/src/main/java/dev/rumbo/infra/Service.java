package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.AlarmBehavior;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentAlarmConfig;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationActionProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.elasticloadbalancingv2.actions.AuthenticateCognitoAction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/** The application: instances on ARM behind a load balancer that ends TLS and passes WebSockets on. */
final class Service extends Construct {

    private static final int PORT = 8080;

    /** Where instances tell each other what their consumers hear. */
    private static final int PEERS = 8090;

    /** What is told of the inside. */
    private static final List<String> INSIDE = List.of("/q/metrics", "/q/metrics/*", "/q/health", "/q/health/*");

    final ApplicationLoadBalancer balancer;
    final ApplicationTargetGroup targets;
    final LogGroup logs;
    final FargateService fargate;
    final Bucket accessLogs;

    Service(
            Construct scope,
            Environment environment,
            Network network,
            Storage storage,
            Optional<Lake> lake,
            Directory directory) {
        super(scope, "Service");
        logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        fargate = fargate(environment, network, task(environment, storage, lake));
        fargate.getNode().addDependency(storage);
        balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                .vpc(network.vpc)
                .internetFacing(true)
                .dropInvalidHeaderFields(true)
                .deletionProtection(environment.kept())
                // A socket of the live map is pinged more often.
                .idleTimeout(Duration.minutes(2))
                .build();
        // Some paths are secrets. Said, since an attribute that is left out may stay as it was.
        balancer.setAttribute("access_logs.s3.enabled", "false");
        accessLogs = accessLogs();
        ApplicationListener https = balancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(443)
                        .protocol(ApplicationProtocol.HTTPS)
                        .sslPolicy(SslPolicy.RECOMMENDED_TLS)
                        .certificates(List.of(ListenerCertificate.fromCertificateManager(Certificate.fromCertificateArn(
                                this,
                                "Certificate",
                                parameter("CertificateArn", "Of the host's name, in Certificate Manager")))))
                        .open(true)
                        .build());
        balancer.addRedirect();
        targets = https.addTargets(
                "Instances",
                AddApplicationTargetsProps.builder()
                        .port(PORT)
                        .protocol(ApplicationProtocol.HTTP)
                        .targets(List.of(fargate))
                        // What was acknowledged is in the stream within seconds.
                        .deregistrationDelay(Duration.seconds(15))
                        .healthCheck(HealthCheck.builder()
                                .path("/q/health/ready")
                                .interval(Duration.seconds(10))
                                .timeout(Duration.seconds(5))
                                .healthyThresholdCount(2)
                                .unhealthyThresholdCount(3)
                                .build())
                        .build());
        https.addAction(
                "Inside",
                AddApplicationActionProps.builder()
                        .priority(1)
                        .conditions(List.of(ListenerCondition.pathPatterns(INSIDE)))
                        .action(AuthenticateCognitoAction.Builder.create()
                                .userPool(directory.pool)
                                .userPoolClient(directory.balancer)
                                .userPoolDomain(directory.domain)
                                .sessionTimeout(Duration.hours(8))
                                .next(ListenerAction.forward(List.of(targets)))
                                .build())
                        .build());
        var scaling = fargate.autoScaleTaskCount(EnableScalingProps.builder()
                .minCapacity(environment.instances())
                .maxCapacity(environment.mostInstances())
                .build());
        scaling.scaleOnCpuUtilization(
                "Processor",
                CpuUtilizationScalingProps.builder()
                        .targetUtilizationPercent(60)
                        .scaleInCooldown(Duration.minutes(10))
                        .build());
    }

    private FargateTaskDefinition task(Environment environment, Storage storage, Optional<Lake> lake) {
        FargateTaskDefinition definition = FargateTaskDefinition.Builder.create(this, "Task")
                .cpu(environment.vcpu())
                .memoryLimitMiB(environment.memoryMegabytes())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.ARM64)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .volumes(List.of(Volume.builder().name("tmp").build()))
                .build();
        storage.grantUse(definition.getTaskRole(), environment);
        lake.ifPresent(kept -> kept.grantUse(definition.getTaskRole()));
        var password =
                secret("AdminPassword", "Of Rumbo's first administrator; to be changed after the first log-in", 32);
        // So many letters and digits read as base64 are 32 bytes.
        var secondFactors =
                secret("SecondFactorKey", "Under which the secrets of second factors rest; never to be changed", 43);
        Map<String, String> variables = new TreeMap<>(storage.variables());
        lake.ifPresent(kept -> variables.putAll(kept.variables()));
        variables.put("RUMBO_ENGINE", "aws");
        variables.put("RUMBO_AWS_CREATE", "false");
        variables.put("RUMBO_AWS_FLUSH_INTERVAL", environment.flushInterval().toString());
        variables.put("RUMBO_ADMIN_EMAIL", parameter("AdminEmail", "Of the first administrator"));
        if (environment.counts()) {
            variables.put("RUMBO_AWS_SCALING_ENABLED", "true");
            variables.put("RUMBO_AWS_SCALING_MOST", String.valueOf(environment.mostShards()));
        }
        variables.put("RUMBO_AWS_PEER_PORT", String.valueOf(PEERS));
        variables.put("QUARKUS_HTTP_HOST", "0.0.0.0");
        variables.put("QUARKUS_HTTP_PORT", String.valueOf(PORT));
        // The load balancer is the only one that the network lets through.
        variables.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        variables.put("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
        variables.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", Network.RANGE);
        ContainerDefinition container = definition.addContainer(
                "rumbo",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromEcrRepository(
                                Repository.fromRepositoryName(
                                        this,
                                        "Repository",
                                        parameter(
                                                "Repository", "Of images made by docker/Dockerfile for ARM64, in ECR")),
                                parameter("Tag", "Of the image to run")))
                        .user("10001:10001")
                        .readonlyRootFilesystem(true)
                        .environment(variables)
                        .secrets(new TreeMap<>(Map.of(
                                "RUMBO_ADMIN_PASSWORD", Secret.fromSecretsManager(password),
                                "RUMBO_SECOND_FACTOR_KEY", Secret.fromSecretsManager(secondFactors))))
                        .portMappings(List.of(
                                PortMapping.builder().containerPort(PORT).build()))
                        // Longer than the application takes to finish what it has acknowledged.
                        .stopTimeout(Duration.seconds(30))
                        .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                                .logGroup(logs)
                                .streamPrefix("rumbo")
                                .build()))
                        .build());
        container.addMountPoints(MountPoint.builder()
                .containerPath("/tmp")
                .sourceVolume("tmp")
                .readOnly(false)
                .build());
        return definition;
    }

    private software.amazon.awscdk.services.secretsmanager.Secret secret(String name, String description, int length) {
        return software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(this, name)
                .description(description)
                .generateSecretString(SecretStringGenerator.builder()
                        .passwordLength(length)
                        .excludePunctuation(true)
                        .build())
                .build();
    }

    private FargateService fargate(Environment environment, Network network, FargateTaskDefinition definition) {
        Cluster cluster = Cluster.Builder.create(this, "Cluster")
                .vpc(network.vpc)
                .containerInsightsV2(environment.kept() ? ContainerInsights.ENABLED : ContainerInsights.DISABLED)
                .build();
        SecurityGroup group = SecurityGroup.Builder.create(this, "Instance")
                .vpc(network.vpc)
                .description("Instances of Rumbo: reached by the load balancer and each other alone")
                .allowAllOutbound(false)
                .build();
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "AWS, by TLS");
        group.addEgressRule(group, Port.tcp(PEERS), "What is live, to other instances");
        group.addIngressRule(group, Port.tcp(PEERS), "What is live, of other instances");
        return FargateService.Builder.create(this, "Instances")
                .cluster(cluster)
                .taskDefinition(definition)
                .desiredCount(environment.instances())
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .securityGroups(List.of(group))
                .vpcSubnets(network.instances)
                .assignPublicIp(!environment.privateSubnets())
                .healthCheckGracePeriod(Duration.minutes(2))
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                // By name: the alarm watches what this makes.
                .deploymentAlarms(DeploymentAlarmConfig.builder()
                        .alarmNames(List.of(Watch.nameOf("Failures", environment)))
                        .behavior(AlarmBehavior.ROLLBACK_ON_ALARM)
                        .build())
                .build();
    }

    /** Of who reached for other buckets. */
    private Bucket accessLogs() {
        return Bucket.Builder.create(this, "AccessLogs")
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .encryption(BucketEncryption.S3_MANAGED)
                .enforceSsl(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .lifecycleRules(List.of(
                        LifecycleRule.builder().expiration(Duration.days(30)).build()))
                .build();
    }

    private String parameter(String name, String description) {
        return CfnParameter.Builder.create(Stack.of(this), name)
                .description(description)
                .build()
                .getValueAsString();
    }
}
