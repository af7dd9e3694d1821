package dev.rumbo.live;

import dev.rumbo.instances.Binding;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.RunningInstance;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the viewers of this instance see what the others' consumers hear, and theirs what this one's does: each instance is a viewer of
 * each other, of the fleets that somebody looks at there. Whatever is lost or said twice on the way is made good, since only the
 * newest position of a device counts. Nothing is opened where no other instance can share the store.
 */
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int KEY_BYTES = 32;
    private static final long TELL_MILLIS = 10;

    /** After the consumer, whose last words others want to hear. */
    private static final int LAST = 5_000;

    /** A moment, so that the instances of a whole rollout do not ask at once. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final Instances instances;
    private final LiveFleet live;
    private final Vertx vertx;
    private final Clock clock;
    private final Map<String, PeerLink> links = new ConcurrentHashMap<>();
    private final Set<PeerOutlet> outlets = ConcurrentHashMap.newKeySet();
    private final byte[] key = new byte[KEY_BYTES];
    private final AtomicBoolean telling = new AtomicBoolean();
    private volatile boolean stopping;
    private @Nullable HttpServer server;
    private @Nullable WebSocketClient client;

    @Inject
    Relay(Instances instances, LiveFleet live, Vertx vertx, Clock clock, MeterRegistry meters) {
        this.instances = instances;
        this.live = live;
        this.vertx = vertx;
        this.clock = clock;
        meters.gauge(
                "rumbo.live.instances",
                links,
                open -> open.values().stream().filter(PeerLink::isOpen).count());
    }

    void start(@Observes StartupEvent event) {
        Optional<Binding> binding = instances.binding();
        if (binding.isEmpty()) {
            instances.start(Optional.empty());
            return;
        }
        new SecureRandom().nextBytes(key);
        client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxMessageSize(PeerMessages.MOST_BYTES)
                .setReadIdleTimeout(PeerLink.SILENCE_SECONDS)
                .setConnectTimeout(2_000));
        live.onWatch(this::tellSoon);
        live.onErased((device, span) -> outlets.forEach(outlet -> outlet.erased(device, span)));
        instances.onHeard(this::link);
        listen(binding.get());
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        stopping = true;
        instances.stop();
        links.values().forEach(PeerLink::close);
        if (client != null) {
            var unused = client.close();
        }
        if (server != null) {
            var unused = server.close();
        }
    }

    /** Once for all that a page of the fleet asks for. */
    private void tellSoon() {
        if (telling.compareAndSet(false, true)) {
            vertx.setTimer(TELL_MILLIS, id -> {
                telling.set(false);
                links.values().forEach(PeerLink::tellWanted);
            });
        }
    }

    private void listen(Binding binding) {
        HttpServer listening = vertx.createHttpServer(new HttpServerOptions()
                .setHost(binding.host())
                .setPort(binding.port())
                .setMaxWebSocketMessageSize(PeerMessages.MOST_BYTES)
                .setReadIdleTimeout(PeerLink.SILENCE_SECONDS));
        server = listening;
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        listening
                .requestHandler(request -> accept(request, "Bearer " + secret))
                .listen()
                .onSuccess(open -> instances.start(
                        Optional.of(new RunningInstance.Reach(binding.host(), open.actualPort(), secret))))
                .onFailure(failure -> {
                    LOG.errorf("Other instances do not hear what this one does: %s", failure.getMessage());
                    instances.start(Optional.empty());
                });
    }

    private void accept(HttpServerRequest request, String credential) {
        String shown = request.getHeader("Authorization");
        if (shown == null
                || !MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), credential.getBytes(StandardCharsets.UTF_8))) {
            request.response().setStatusCode(UNAUTHORIZED).end();
        } else if (!request.path().equals(PeerMessages.PATH)) {
            request.response().setStatusCode(NOT_FOUND).end();
        } else {
            request.toWebSocket().onSuccess(socket -> {
                PeerOutlet outlet = new PeerOutlet(vertx, socket, live, clock);
                outlets.add(outlet);
                outlet.begin(() -> outlets.remove(outlet));
            });
            String worker = request.getHeader(PeerLink.WORKER);
            if (worker != null && !links.containsKey(worker)) {
                // It has just started: its viewers know of this one before this one knows of it.
                instances.hurry(Duration.ZERO);
            }
        }
    }

    /**
     * Connects to whom it is not connected to. Who is silent in the store and answers on the connection runs: the store may not
     * take what it says, or their clocks differ.
     */
    private void link(List<RunningInstance> others) {
        WebSocketClient connector = client;
        if (stopping || connector == null) {
            return;
        }
        Set<String> running = others.stream().map(RunningInstance::worker).collect(Collectors.toSet());
        for (String worker : List.copyOf(links.keySet())) {
            PeerLink link = links.get(worker);
            if (link != null && !running.contains(worker) && !link.isOpen()) {
                links.remove(worker);
                link.close();
            }
        }
        for (RunningInstance other : others) {
            other.reach().ifPresent(reach -> {
                PeerLink known = links.get(other.worker());
                if (known == null || known.isLost() || !known.leadsTo(reach)) {
                    close(known);
                    PeerLink link = new PeerLink(vertx, reach, live, () -> instances.hurry(SOON));
                    links.put(other.worker(), link);
                    link.connect(connector, instances.worker());
                } else {
                    known.tellWanted();
                }
            });
        }
    }

    private static void close(@Nullable PeerLink link) {
        if (link != null) {
            link.close();
        }
    }
}
