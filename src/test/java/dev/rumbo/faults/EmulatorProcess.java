package dev.rumbo.faults;

import static org.awaitility.Awaitility.await;

import dev.rumbo.testsupport.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An emulator of its own that a test kills and starts again, on the same files and port; as {@code docker/emulators} built it. */
final class EmulatorProcess implements AutoCloseable {

    private static final Path DYNAMODB = Path.of("docker", "emulators.d", "dynamodb", "target");

    private final int port;
    private final ProcessBuilder builder;
    private Process process;

    private EmulatorProcess(int port, List<String> command, String log) throws IOException {
        this.port = port;
        builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(Path.of("target", log).toFile()));
        process = builder.start();
        awaitAnswer();
    }

    /** @param folder keeps the tables */
    static EmulatorProcess dynamoDb(Path folder) throws IOException {
        int port = Ports.free();
        return new EmulatorProcess(
                port,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        DYNAMODB.resolve("classes") + ":" + DYNAMODB.resolve("lib") + "/*",
                        "dev.rumbo.emulators.DynamoDb",
                        Integer.toString(port),
                        folder.toString()),
                "DynamoDbProcess.log");
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = builder.start();
        awaitAnswer();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofMinutes(3)).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
