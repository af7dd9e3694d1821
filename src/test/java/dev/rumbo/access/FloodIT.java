package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.testsupport.RunningApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends too much, too slowly or too deep gets an answer, and everybody else goes on, within the memory that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodIT {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final int AT_ONCE = 24;
    /** What a small file unpacks to: as much as the heap. */
    private static final int BOMB_BYTES = 256 << 20;

    private static final long MOST_RESIDENT_KB = 700_000;

    private final Path log = Path.of("target", "flood.log");
    private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
    private RunningApplication application;
    private String access;
    private String device;
    private String token;

    @BeforeAll
    void start() throws Exception {
        Files.createDirectories(log.getParent());
        Files.deleteIfExists(log);
        application = new RunningApplication(
                log,
                Map.of(
                        "RUMBO_DATA_DIR",
                        Path.of("target", "test-data", UUID.randomUUID().toString())
                                .toString(),
                        "RUMBO_INGEST_BODY_WITHIN",
                        "5s",
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+ExitOnOutOfMemoryError"));
        access = "Bearer " + application.accessToken();
        var made = application.post("/api/v1/devices", access, "{\"name\":\"flooded\"}");
        device = made.get("id").asText();
        token = made.get("token").asText();
    }

    @AfterAll
    void stop() {
        senders.shutdownNow();
        application.close();
    }

    /** Also says which flood it was. */
    @AfterEach
    void everybodyElseGoesOn() throws Exception {
        assertThat(application.isAlive()).as("see " + log).isTrue();
        assertThat(application
                        .post(
                                "/api/v1/positions",
                                "Bearer " + token,
                                "{\"positions\":[{\"time\":\"2026-01-01T00:00:00Z\",\"lat\":1,\"lon\":2}]}")
                        .get("accepted")
                        .asInt())
                .isEqualTo(1);
        assertThat(Files.readString(log)).doesNotContain("java.lang.OutOfMemoryError");
        assertThat(peakKilobytes()).isLessThan(MOST_RESIDENT_KB);
    }

    private long peakKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(application.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bombsOfEveryRouteThatInflates() throws Exception {
        byte[] gzip = gzip();
        byte[] zip = zip("a.gpx");
        byte[] archive = zip("account.json");
        String imports = "/api/v1/devices/" + device + "/imports?preview=true";
        List<Supplier<Integer>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(() -> post("/api/v1/positions", "Bearer " + token, "application/json", "gzip", gzip));
            all.add(() -> post("/i/overland/" + token, "", "application/json", "gzip", gzip));
            all.add(() -> post("/i/owntracks/" + token, "", "application/json", "gzip", gzip));
            all.add(() -> post(imports, access, "application/octet-stream", "", gzip));
            all.add(() -> post(imports, access, "application/octet-stream", "", zip));
            all.add(() -> post("/api/v1/archive?preview=true", access, "application/octet-stream", "", archive));
        }

        assertThat(atOnce(all)).isNotEmpty().allMatch(status -> status < 500 || status == 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void jsonThatHasNoBottom(String level) throws Exception {
        byte[] deep = level.repeat((3 << 20) / level.length()).getBytes(StandardCharsets.US_ASCII);
        List<Supplier<Integer>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(() -> post("/api/v1/positions", "Bearer " + token, "application/json", "", deep));
            all.add(() -> post("/i/overland/" + token, "", "application/json", "", deep));
            all.add(() -> post("/api/v1/places", access, "application/json", "", deep));
            all.add(() -> post("/api/v1/rules/preview", access, "application/json", "", deep));
            all.add(() -> post("/api/v1/devices/" + device + "/imports", access, "application/octet-stream", "", deep));
        }

        assertThat(atOnce(all)).isNotEmpty().allMatch(status -> status < 500 || status == 503);
    }

    @Test
    void filesOfTheLargestSizeFromManyAtOnce() throws Exception {
        byte[] file = ("time,lat,lon\n" + "2026-01-01T00:00:00Z,1.0000001,2\n".repeat(240_000))
                .getBytes(StandardCharsets.US_ASCII);
        List<Supplier<Integer>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String upload = "/api/v1/devices/" + device + "/uploads/" + UUID.randomUUID() + "?offset=0";
            all.add(() -> post(
                    "/api/v1/devices/" + device + "/imports?preview=true",
                    access,
                    "application/octet-stream",
                    "",
                    file));
            all.add(() -> send("PUT " + upload, access, "application/octet-stream", "", file));
        }

        assertThat(atOnce(all)).isNotEmpty().allMatch(status -> status < 500 || status == 503);
    }

    @Test
    void headersWithoutEnd() throws Exception {
        String large = "GET /login HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(1 << 20) + "\r\n\r\n";
        String many = "GET /login HTTP/1.1\r\nHost: x\r\n" + "X-Many: x\r\n".repeat(100_000) + "\r\n";
        String address = "GET /login?" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n";
        List<Supplier<Integer>> all = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            all.add(() -> raw(large));
            all.add(() -> raw(many));
            all.add(() -> raw(address));
        }

        // 0 where the connection was cut off before the answer could be read.
        assertThat(atOnce(all))
                .isNotEmpty()
                .allMatch(status -> status == 0 || status == 400 || status == 414 || status == 431);
    }

    @Test
    void aThousandConnectionsThatNeverFinish() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                Socket socket = new Socket("127.0.0.1", application.port());
                open.add(socket);
                String begun = i % 2 == 0
                        ? "GET /login HTTP/1.1\r\nHost: x\r\nX-Slow: "
                        : "POST /api/v1/positions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                + "\r\nContent-Type: application/json\r\nContent-Length: 4000000\r\n\r\n{";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            }

            everybodyElseGoesOn();

            // Bodies have five seconds here.
            assertThat(answer(open.get(open.size() - 1))).isIn(400, 408, 429, 503);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void socketsOfTheLiveMapThatAreShoutedAt() throws Exception {
        List<Supplier<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 4 * AT_ONCE; i++) {
            all.add(this::shout);
        }
        long before = Files.size(log);

        // Upgraded, or cut off before that is read.
        assertThat(atOnce(all)).isSubsetOf(101, 0);
        assertThat(Files.size(log) - before).as("bytes of " + log).isLessThan(16_384);
    }

    /** 16 MB of text in one message that never ends. */
    private int shout() {
        try (Socket socket = new Socket("127.0.0.1", application.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("GET /api/v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: " + access
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] payload = new byte[65_535];
            for (int frame = 0; frame < 256; frame++) {
                // Masked by zeros, and not the last of its message.
                out.write(new byte[] {(byte) (frame == 0 ? 1 : 0), (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0});
                out.write(payload);
            }
            return answer(socket);
        } catch (SocketException cutOff) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Integer> atOnce(List<Supplier<Integer>> all) throws Exception {
        List<Future<Integer>> sent =
                all.stream().map(one -> senders.submit(one::get)).toList();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> one : sent) {
            statuses.add(one.get());
        }
        return statuses;
    }

    private int post(String path, String authorization, String type, String encoding, byte[] body) {
        return send("POST " + path, authorization, type, encoding, body);
    }

    private int send(String line, String authorization, String type, String encoding, byte[] body) {
        String head =
                line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: "
                        + body.length + (authorization.isEmpty() ? "" : "\r\nAuthorization: " + authorization)
                        + (encoding.isEmpty() ? "" : "\r\nContent-Encoding: " + encoding) + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", application.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            try {
                socket.getOutputStream().write(body);
            } catch (SocketException answeredBeforeTheEnd) {
                return 413;
            }
            return answer(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private int raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", application.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(socket);
        } catch (SocketException cutOff) {
            return 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @return its status; 0 where the connection was cut off */
    private static int answer(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (SocketException cutOff) {
            return 0;
        }
    }

    private static byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            bomb(out);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            bomb(out);
        }
        return bytes.toByteArray();
    }

    /** Begins like something that is read on. */
    private static void bomb(OutputStream out) throws IOException {
        out.write("{\"positions\":[".getBytes(StandardCharsets.US_ASCII));
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BOMB_BYTES / blanks.length; i++) {
            out.write(blanks);
        }
    }
}
