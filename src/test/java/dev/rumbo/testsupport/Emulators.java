package dev.rumbo.testsupport;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    private static Optional<Emulators.Running> running = Optional.empty();

    /** The emulators' process; ends with the JVM even if nobody asks it to. */
    private record Running(Process process, URI kinesis, URI dynamoDb) {}

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
        return running.orElseThrow().kinesis;
    }

    public static URI dynamoDb() {
        return running.orElseThrow().dynamoDb;
    }

    /** Once for all tests of the JVM. */
    public static synchronized void start() {
        if (running.filter(it -> it.process.isAlive()).isPresent()) {
            return;
        }
        int kinesisPort = freePort();
        int dynamoDbPort = freePort();
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
            running = Optional.of(new Running(process, local(kinesisPort), local(dynamoDbPort)));
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

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
