package dev.rumbo.testsupport;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** S3Mock as a process of its own, on 127.0.0.1. */
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "rumbo-archive";

    private static final Path POM = Path.of("docker", "emulators.d", "s3", "pom.xml");
    private static final Path TARGET = POM.resolveSibling("target");

    private final int port;
    private final Process process;

    /**
     * @param port to listen on
     * @param folder where objects rest
     */
    public S3Server(int port, Path folder) throws IOException, InterruptedException {
        this.port = port;
        Path log = Files.createDirectories(Path.of("target")).resolve("s3.log");
        if (!Files.exists(TARGET.resolve("lib"))) {
            run("./mvnw", "-B", "-q", "-f", POM.toString(), "package");
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                TARGET.resolve("classes") + ":" + TARGET.resolve("lib") + "/*",
                "com.adobe.testing.s3mock.S3MockApplication",
                "--spring.main.sources=dev.rumbo.emulators.S3",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--http.port=" + port);
        builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_INITIAL_BUCKETS", BUCKET);
        builder.environment().put("COM_ADOBE_TESTING_S3MOCK_STORE_ROOT", folder.toString());
        process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("S3Mock ended at once; see " + log);
                    }
                    return answers();
                });
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI address() {
        return address(port);
    }

    public static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
