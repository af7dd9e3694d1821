package dev.rumbo.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Credential;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.traces.Traces;
import dev.rumbo.traces.Traces.Kind;
import dev.rumbo.traces.Traces.Step;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * One open socket. At most one message is on its way: the next is made when the socket has taken the one before, from
 * what is newest then. A viewer that does not take a message for a while is sent away.
 */
final class Viewer {

    private static final Logger LOG = Logger.getLogger(Viewer.class);

    /** Enough for a phone that changes its network; until then one message is held for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Then the viewer comes again with a credential that is still good. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** What lies below the socket; noted at the handshake. */
    static final UserData.TypedKey<HttpConnection> TRANSPORT = new UserData.TypedKey<>("transport");

    private static final CloseReason WITHDRAWN = new CloseReason(1008, "the credential is void");
    private static final CloseReason COME_AGAIN = new CloseReason(1001, "come again");

    private final WebSocketConnection connection;
    private final Story story;
    private final ObjectMapper json;
    private final Traces traces;
    private final String credentialHash;
    private final long endMillis;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long sendingSinceMillis = Long.MAX_VALUE;
    private volatile boolean withdrawn;

    /** @param credential by which it was opened, and with which it ends */
    Viewer(
            WebSocketConnection connection,
            Story story,
            ObjectMapper json,
            Traces traces,
            long nowMillis,
            Optional<Credential.OfUser> credential) {
        this.connection = connection;
        this.story = story;
        this.json = json;
        this.traces = traces;
        credentialHash = credential.map(Credential::hash).orElse("");
        endMillis = Math.min(
                nowMillis + LONGEST.toMillis(),
                credential
                        .flatMap(Credential.OfUser::end)
                        .map(Instant::toEpochMilli)
                        .orElse(Long.MAX_VALUE));
    }

    /** Whether {@link #send} is to be called; after true, it must be. */
    boolean claim() {
        return isDue() && busy.compareAndSet(false, true);
    }

    /** Whether it has news and can take it. */
    boolean isDue() {
        return !withdrawn && !busy.get() && story.hasNext();
    }

    /** Makes the next message and hands it to the socket. May wait for the store, never for the viewer. */
    void send(long nowMillis) {
        try {
            Optional<LiveMessage> message = story.next();
            if (message.isEmpty() || withdrawn) {
                busy.set(false);
                return;
            }
            String text = json.writeValueAsString(message.get());
            List<Step> pushes = message.get().traces().stream()
                    .map(trace -> traces.follow("push", Kind.PRODUCER, trace))
                    .toList();
            sendingSinceMillis = nowMillis;
            connection
                    .sendText(text)
                    .subscribe()
                    .with(
                            sent -> {
                                pushes.forEach(push -> push.end(true));
                                free();
                            },
                            failure -> {
                                pushes.forEach(push -> push.end(false));
                                cut();
                            });
        } catch (StoreUnavailableException later) {
            LOG.debugf("The live feed waits for the store: %s", later.getMessage());
            busy.set(false);
        } catch (JsonProcessingException | RuntimeException failure) {
            LOG.warn("A viewer could not be served", failure);
            close(CloseReason.INTERNAL_SERVER_ERROR);
        }
    }

    /** Closes the socket where it is too slow or was open for too long. */
    void closeIfDue(long nowMillis) {
        if (nowMillis - sendingSinceMillis > PATIENCE.toMillis()) {
            cut();
        } else if (nowMillis >= endMillis) {
            close(COME_AGAIN);
        }
    }

    /** The instance stops: another has what comes next. */
    void sendAway() {
        withdrawn = true;
        close(COME_AGAIN);
    }

    FeedKey feed() {
        return story.key();
    }

    boolean openedWith(Set<String> hashes) {
        return hashes.contains(credentialHash);
    }

    /** Sends nothing more; a viewer that does not take the news is cut off. */
    void closeWithdrawn(long nowMillis) {
        withdrawn = true;
        if (sendingSinceMillis == Long.MAX_VALUE) {
            sendingSinceMillis = nowMillis;
            close(WITHDRAWN);
        } else {
            cut();
        }
    }

    private void free() {
        sendingSinceMillis = Long.MAX_VALUE;
        busy.set(false);
    }

    /** Closes at once. A close frame would wait behind the message that the viewer does not take. */
    private void cut() {
        sendingSinceMillis = Long.MAX_VALUE;
        if (connection.userData().get(TRANSPORT) instanceof ConnectionBase transport) {
            // From the handler's context on: the channel's own close comes back to the socket and sends a close frame.
            var unused = transport.channelHandlerContext().close();
        } else {
            close(CloseReason.ABNORMAL);
        }
    }

    private void close(CloseReason reason) {
        connection.close(reason).subscribe().with(closed -> {}, failure -> LOG.debug("A socket was closed already"));
    }
}
