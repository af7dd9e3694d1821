package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.store.AccountStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LiveServer.class)
class LiveSocketTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TestHTTPResource("/api/v1/live")
    URI address;

    @Inject
    AccountStore accounts;

    @Inject
    LiveFleet live;

    @Inject
    MeterRegistry meters;

    @Test
    void aDriverGetsASnapshotAndThenWhatArrives() {
        Account driver = LiveServer.newDriver();
        Phone phone = LiveServer.newPhone(driver);
        SocketViewer viewer = open(driver);
        await().atMost(PATIENCE).until(() -> !viewer.messages().isEmpty());
        assertThat(viewer.messages().get(0)).isEqualTo("{\"type\":\"snapshot\",\"devices\":[]}");

        Instant now = Instant.now();
        LiveServer.post(phone, new Drives(now).drive(1, 1).positions().subList(0, 2));

        await().atMost(PATIENCE).until(() -> viewer.messages().size() > 1);
        JsonPath message = JsonPath.from(viewer.messages().get(1));
        assertThat(message.getString("type")).isEqualTo("positions");
        assertThat(message.getString("devices[0].deviceId")).isEqualTo(phone.id());
        assertThat(message.getString("devices[0].state")).isEqualTo("driving");
    }

    @Test
    void thatADriverLeftTheMapIsSaidOnceAndNotWhere() {
        Account driver = LiveServer.newDriver();
        Phone phone = LiveServer.newPhone(driver);
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("sharesLive", false))
                .put("/api/v1/privacy")
                .then()
                .statusCode(200);
        SocketViewer administrator = open(LiveServer.admin());
        SocketViewer own = open(driver);
        await().atMost(PATIENCE)
                .until(() ->
                        !administrator.messages().isEmpty() && !own.messages().isEmpty());

        Instant now = Instant.now();
        List<Map<String, Object>> drive = new Drives(now).drive(1, 1).positions();
        for (int i = 0; i < 3; i++) {
            int sent = own.messages().size();
            LiveServer.post(phone, drive.subList(i, i + 1));
            await().atMost(PATIENCE).until(() -> own.messages().size() > sent);
        }
        Phone last = LiveServer.newPhone(LiveServer.newDriver());
        LiveServer.post(last, drive.subList(0, 1));
        await().atMost(PATIENCE).until(() -> administrator.saw(last.id()));

        List<String> told = administrator.messages().stream()
                .filter(message -> message.contains(phone.id()))
                .toList();
        assertThat(told).hasSize(1);
        assertThat(JsonPath.from(told.get(0))
                        .<Map<String, Object>>get("devices.find { it.deviceId == '" + phone.id() + "' }"))
                .containsEntry("state", "hidden")
                .doesNotContainKeys("lat", "lon", "time");
    }

    @Test
    void aLatePositionIsNotSent() {
        Account driver = LiveServer.newDriver();
        Phone phone = LiveServer.newPhone(driver);
        Instant now = Instant.now();
        List<Map<String, Object>> drive = new Drives(now).drive(1, 1).positions();
        LiveServer.post(phone, drive.subList(10, 11));
        SocketViewer viewer = open(driver);
        await().atMost(PATIENCE).until(() -> viewer.saw(phone.id()));

        LiveServer.post(phone, drive.subList(0, 1));
        LiveServer.post(phone, drive.subList(20, 21));

        await().atMost(PATIENCE)
                .until(() -> viewer.saw(drive.get(20).get("time").toString()));
        assertThat(viewer.messages())
                .noneMatch(message -> message.contains("\"" + drive.get(0).get("time") + "\""));
    }

    @Test
    void anAdministratorGetsTheFleetAndADriverNobodyElse() {
        Phone phone = LiveServer.newPhone(LiveServer.newDriver());
        SocketViewer admin = open(LiveServer.admin());
        SocketViewer stranger = open(LiveServer.newDriver());
        await().atMost(PATIENCE)
                .until(() -> !admin.messages().isEmpty() && !stranger.messages().isEmpty());

        LiveServer.post(phone, new Drives(Instant.now()).drive(1, 1).positions());

        await().atMost(PATIENCE).until(() -> admin.saw(phone.id()));
        assertThat(stranger.messages()).noneMatch(message -> message.contains(phone.id()));
    }

    @Test
    void theTokenMayBeAQueryParameter() {
        SocketViewer viewer = new SocketViewer();
        CLIENT.newWebSocketBuilder()
                .buildAsync(
                        URI.create(socket() + "?token=" + LiveServer.newDriver().token()), viewer)
                .join();

        await().atMost(PATIENCE).until(() -> !viewer.messages().isEmpty());
    }

    @Test
    void aSocketIsClosedWithinSecondsWhenItsTokenIsWithdrawn() {
        Account driver = LiveServer.newDriver();
        var laptop = driver.asks()
                .contentType("application/json")
                .body(Map.of("name", "laptop"))
                .post("/api/v1/tokens")
                .jsonPath();
        SocketViewer withdrawn = open(new Account(driver.id(), laptop.getString("token")));
        SocketViewer other = open(driver);
        await().atMost(PATIENCE)
                .until(() ->
                        !withdrawn.messages().isEmpty() && !other.messages().isEmpty());

        driver.asks().delete("/api/v1/tokens/" + laptop.getString("id")).then().statusCode(204);

        await().atMost(PATIENCE).until(() -> withdrawn.closed() == 1008);
        assertThat(other.closed()).isZero();
    }

    @Test
    void nobodyAndADeviceAreRefused() {
        Phone phone = LiveServer.newPhone(LiveServer.newDriver());

        assertThat(refusal("nonsense")).isEqualTo(401);
        assertThat(refusal("")).isEqualTo(401);
        assertThat(refusal(phone.token())).isEqualTo(403);
    }

    @Test
    void aViewerThatDoesNotReadIsSentAwayAndHoldsUpNobody() throws Exception {
        Account driver = LiveServer.newDriver();
        List<DeviceKey> devices = manyDevices(driver);
        double others = viewers();
        try (Socket deaf = openWithoutReading(driver)) {
            SocketViewer viewer = open(driver);
            await().atMost(PATIENCE).until(() -> viewers() == others + 2);
            long start = System.nanoTime();
            // 2 MB a second to each viewer: soon more than the deaf one's buffers hold.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        Position now = Position.of(Instant.now(), new Coordinate(0, 0));
                        devices.forEach(device -> live.positions(device, Track.of(List.of(now))));
                        return viewers() <= others + 1;
                    });
            double seconds = (System.nanoTime() - start) / 1e9;

            assertThat(deaf.isClosed()).isFalse();
            assertThat(viewer.messages().size()).isBetween((int) seconds, (int) (seconds * 50) + 1);
            Position last =
                    Position.of(Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS), new Coordinate(0, 0));
            live.positions(devices.get(0), Track.of(List.of(last)));
            await().atMost(PATIENCE).until(() -> viewer.saw(last.time().toString()));
        }
    }

    /** As many as one message holds, all of one owner. */
    private List<DeviceKey> manyDevices(Account owner) {
        DeviceKey known = accounts.findDevice(LiveServer.newPhone(owner).id())
                .orElseThrow()
                .key();
        List<DeviceKey> keys = new ArrayList<>();
        for (int i = 0; i < LiveMessage.MOST_DEVICES; i++) {
            DeviceKey key = new DeviceKey(known.fleetId(), known.userId(), known.deviceId() + i);
            accounts.add(
                    new Device(key, "Logger " + i, Instant.now(), Device.State.ACTIVE),
                    new Credential.DeviceToken(key.deviceId(), key));
            keys.add(key);
        }
        return keys;
    }

    private double viewers() {
        return meters.get("rumbo.live.viewers").gauge().value();
    }

    private SocketViewer open(Account account) {
        return SocketViewer.open(URI.create(socket()), account.token());
    }

    private int refusal(String token) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        CompletionException failure = catchThrowableOfType(
                CompletionException.class,
                () -> builder.buildAsync(URI.create(socket()), new SocketViewer())
                        .join());
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    /** Shakes hands and then leaves everything in the socket's buffers. */
    private Socket openWithoutReading(Account account) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        OutputStream out = socket.getOutputStream();
        out.write(("GET /api/v1/live HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + account.token()
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    private String socket() {
        return address.toString().replaceFirst("^http", "ws");
    }
}
