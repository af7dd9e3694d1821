package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.instances.Binding;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.store.dynamodb.DynamoInstanceStore;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several instances' feeds in one process, which find each other in the store and speak over real connections. */
@ExtendWith(Emulators.class)
class RelayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FeedKey FLEET = FeedKey.ofFleet("fleet");
    private static final Vertx VERTX = Vertx.vertx();

    private final AwsClients clients = Emulators.clients();
    private final InstanceStore store =
            DynamoInstanceStore.open(clients.dynamoDb(), "relay-" + UUID.randomUUID(), true);
    private final List<Node> nodes = new ArrayList<>();
    private final Instant start = Instant.now().minusSeconds(600);

    @AfterEach
    void stop() {
        nodes.forEach(Node::stop);
        clients.close();
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void whatOneHearsIsShownByEveryOtherThatSomebodyLooksAt() {
        Node a = new Node("a");
        Node b = new Node("b");
        Node c = new Node("c");
        a.hears("early", 1);
        b.live.watch(FLEET);
        c.live.watch(FLEET);
        a.hears("late", 2);

        b.awaitShown("early", 1);
        c.awaitShown("late", 2);
        a.hears("late", 3);
        b.awaitShown("late", 3);
        c.awaitShown("late", 3);
    }

    @Test
    void whatNobodyLooksAtIsNotSent() {
        Node a = new Node("a");
        Node b = new Node("b");
        b.live.watch(FeedKey.of(new Owner("fleet", "ana")));
        a.live.positions(new DeviceKey("fleet", "bea", "hers"), track(1));
        a.live.positions(new DeviceKey("other", "ana", "elsewhere"), track(1));
        a.live.positions(new DeviceKey("fleet", "ana", "own"), track(1));

        await().atMost(PATIENCE)
                .until(() -> b.live.find(new DeviceKey("fleet", "ana", "own")).isPresent());
        assertThat(b.live.find(new DeviceKey("fleet", "bea", "hers"))).isEmpty();
        assertThat(b.live.find(new DeviceKey("other", "ana", "elsewhere"))).isEmpty();
    }

    /** Nobody else shows a place that its driver had deleted. */
    @Test
    void whatOneErasesNoOtherShows() {
        Node a = new Node("a");
        Node b = new Node("b");
        b.live.watch(FLEET);
        a.hears("gone", 5);
        a.hears("kept", 5);
        b.awaitShown("gone", 5);
        b.awaitShown("kept", 5);

        long from = at(5).timeMillis();
        a.live.erased(new DeviceKey("fleet", "user", "gone"), new ErasedSpan(from, from + 1));
        a.live.erased(new DeviceKey("fleet", "user", "kept"), new ErasedSpan(from + 1, from + 2));

        await().atMost(PATIENCE).until(() -> b.shown("gone").isEmpty());
        assertThat(b.shown("kept")).contains(at(5));
        a.hears("gone", 6);
        b.awaitShown("gone", 6);
    }

    @Test
    void whoOnlyAsksHearsItTheNextTime() {
        Node a = new Node("a");
        Node b = new Node("b");
        a.hears("car", 1);
        b.awaitShown("car", 1);
        a.hears("car", 2);
        b.awaitShown("car", 2);
    }

    @Test
    void aLatePositionReplacesNoNewerOneWhicheverInstanceHearsIt() {
        Node a = new Node("a");
        Node b = new Node("b");
        b.live.watch(FLEET);
        b.hears("car", 9);
        a.hears("car", 4);
        a.hears("mark", 1);

        b.awaitShown("mark", 1);
        assertThat(b.shown("car")).contains(at(9));
    }

    @Test
    void anInstanceThatStartsIsHeardAndOneThatComesBackToo() {
        Node b = new Node("b");
        b.live.watch(FLEET);
        Node a = new Node("a");
        a.hears("car", 1);
        b.awaitShown("car", 1);

        a.stop();
        awaitReachable(1);
        Node again = new Node("a");
        again.hears("car", 2);
        b.awaitShown("car", 2);
    }

    /** The store may not take what it says, or their clocks may differ: the connection tells that it runs. */
    @Test
    void anInstanceThatIsSilentInTheStoreIsHeardAsLongAsItIsConnected() {
        Node a = new Node("a");
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        InstantSource instants = () -> Instant.now().plus(ahead.get());
        Node b = new Node("b", instants.withZone(ZoneOffset.UTC));
        b.live.watch(FLEET);
        a.hears("car", 1);
        b.awaitShown("car", 1);

        ahead.set(Duration.ofMinutes(5));
        await().atMost(PATIENCE).until(() -> b.instances.others().isEmpty());
        a.hears("car", 2);
        b.awaitShown("car", 2);
    }

    @Test
    void onlyAnInstanceOfThisStoreIsLetIn() throws Exception {
        new Node("a");
        awaitReachable(1);
        RunningInstance.Reach reach = store.list().get(0).reach().orElseThrow();

        assertThat(answer(reach, PeerMessages.PATH, "Bearer nonsense")).isEqualTo(401);
        assertThat(answer(reach, "/elsewhere", "Bearer " + reach.key())).isEqualTo(404);
        assertThat(reach.toString()).doesNotContain(reach.key());
    }

    /** It asks for all and reads nothing: no buffer grows for it, and the rest hear as before. */
    @Test
    void anInstanceThatDoesNotReadHoldsUpNobody() throws Exception {
        Node a = new Node("a");
        Node b = new Node("b");
        b.live.watch(FLEET);
        awaitReachable(2);
        RunningInstance.Reach reach = store.list().get(0).reach().orElseThrow();
        try (Socket deaf = new Socket(reach.host(), reach.port())) {
            deaf.setReceiveBufferSize(1024);
            OutputStream out = deaf.getOutputStream();
            out.write(("GET " + PeerMessages.PATH
                            + " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + "Authorization: Bearer " + reach.key() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            // A text frame with a mask of zeros.
            out.write(new byte[] {(byte) 0x81, (byte) 0x86, 0, 0, 0, 0, 'f', 'l', 'e', 'e', 't', '\n'});
            out.flush();
            for (int second = 0; second < 60; second++) {
                for (int device = 0; device < 2_000; device++) {
                    a.hears("car-" + device, second);
                }
            }
            b.awaitShown("car-0", 59);
            b.awaitShown("car-1999", 59);
        }
    }

    private void awaitReachable(int instances) {
        await().atMost(PATIENCE)
                .until(() -> store.list().stream()
                                .filter(instance -> instance.reach().isPresent())
                                .count()
                        == instances);
    }

    private static int answer(RunningInstance.Reach reach, String path, String credential)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + reach + path))
                                .header("Authorization", credential)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private Track track(int second) {
        return Track.of(List.of(at(second)));
    }

    private Position at(int second) {
        return Position.of(start.plusSeconds(second), new Coordinate(0, 0));
    }

    private final class Node {

        private final LiveFleet live = new LiveFleet(Clock.systemUTC());
        private final Instances instances;
        private final Relay relay;

        Node(String worker) {
            this(worker, Clock.systemUTC());
        }

        Node(String worker, Clock clock) {
            instances = new Instances(worker, "test", Optional.of(new Binding(store, "127.0.0.1", 0)), clock);
            relay = new Relay(instances, live, VERTX, Clock.systemUTC(), new SimpleMeterRegistry());
            instances.enter();
            relay.start(new StartupEvent());
            nodes.add(this);
        }

        void hears(String device, int second) {
            live.positions(new DeviceKey("fleet", "user", device), track(second));
        }

        Optional<Position> shown(String device) {
            return live.find(new DeviceKey("fleet", "user", device));
        }

        void awaitShown(String device, int second) {
            await().atMost(PATIENCE).until(() -> shown(device).equals(Optional.of(at(second))));
        }

        void stop() {
            relay.stop(new ShutdownEvent());
        }
    }
}
