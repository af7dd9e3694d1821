package dev.rumbo.testsupport;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Runs {@code docker/emulators} on free ports for all tests of the JVM; without Node they are reported as skipped. */
public final class Emulators implements BeforeAllCallback, ExecutionCondition {

    private static final String INSTALL_NODE = "Node is missing: sudo apt-get install -y nodejs npm";

    /** Properties, since they hold for every class loader of the JVM. */
    private static final String PROCESS = "rumbo.test.emulators";

    private static final String KINESIS_PORT = PROCESS + ".kinesis-port";
    private static final String DYNAMODB_PORT = PROCESS + ".dynamodb-port";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return nodeIsThere()
                ? ConditionEvaluationResult.enabled("Node is there")
                : ConditionEvaluationResult.disabled(INSTALL_NODE);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    /** Clients of the running emulators; the caller closes them. */
    public static AwsClients clients(ExecutionInterceptor... interceptors) {
        return new AwsClients(
                new AwsEndpoints(Optional.empty(), Optional.of(kinesis()), Optional.of(dynamoDb())),
                List.of(interceptors));
    }

    public static URI kinesis() {
        return local(KINESIS_PORT);
    }

    public static URI dynamoDb() {
        return local(DYNAMODB_PORT);
    }

    /** Once for all tests of the JVM; they end with it even if nobody asks them to. */
    public static void start() {
        synchronized (Runtime.getRuntime()) {
            if (!areRunning()) {
                launch();
            }
        }
    }

    private static boolean areRunning() {
        return Optional.ofNullable(Long.getLong(PROCESS))
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private static void launch() {
        int kinesisPort = Ports.free();
        int dynamoDbPort = Ports.free();
        try {
            Path log = Files.createDirectories(Path.of("target")).resolve("emulators.log");
            Process process = new ProcessBuilder(
                            "docker/emulators",
                            "--kinesis-port",
                            Integer.toString(kinesisPort),
                            "--dynamodb-port",
                            Integer.toString(dynamoDbPort),
                            "--with-parent")
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            if (!"ready".equals(output.readLine())) {
                throw new IllegalStateException("docker/emulators did not start; see " + log);
            }
            System.setProperty(KINESIS_PORT, Integer.toString(kinesisPort));
            System.setProperty(DYNAMODB_PORT, Integer.toString(dynamoDbPort));
            System.setProperty(PROCESS, Long.toString(process.pid()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean nodeIsThere() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static URI local(String portProperty) {
        return URI.create("http://127.0.0.1:"
                + Optional.ofNullable(Integer.getInteger(portProperty)).orElseThrow());
    }
}
