package dev.rumbo.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** What runs beside the application: functions out of one file, {@code functions/target/function.zip}, each told by its name which it is. */
final class Functions extends Construct {

    /** One of them, and what it says. */
    record Added(Function function, LogGroup logs) {}

    private final IBucket bucket;
    private final String key;

    Functions(Construct scope) {
        super(scope, "Functions");
        bucket = Bucket.fromBucketName(
                this, "Code", parameter("FunctionsBucket", "In which functions/target/function.zip was put"));
        key = parameter("FunctionsKey", "By which name; another for each version");
    }

    /**
     * One of them, with a role that may write its log and nothing else.
     *
     * @param name of its bean
     * @param variables that it is told
     */
    Added add(String id, String name, int memoryMegabytes, Duration timeout, Map<String, String> variables) {
        LogGroup logs = LogGroup.Builder.create(this, id + "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of(logs.getLogGroupArn()))
                .build());
        Map<String, String> told = new TreeMap<>(variables);
        told.put("QUARKUS_LAMBDA_HANDLER", name);
        Function function = Function.Builder.create(this, id)
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler("io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest")
                .code(Code.fromBucket(bucket, key))
                .role(role)
                .memorySize(memoryMegabytes)
                .timeout(timeout)
                .environment(told)
                .logGroup(logs)
                .build();
        return new Added(function, logs);
    }

    private String parameter(String name, String description) {
        return CfnParameter.Builder.create(Stack.of(this), name)
                .description(description)
                .build()
                .getValueAsString();
    }
}
