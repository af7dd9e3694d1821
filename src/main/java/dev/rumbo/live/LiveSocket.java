package dev.rumbo.live;

import dev.rumbo.security.CurrentUser;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/**
 * {@code /api/v1/live}: administrators see the fleet, drivers their own devices. What viewers send is ignored.
 *
 * <p>{@link LiveUpgradeCheck} decides who may open it.
 */
@WebSocket(path = LiveSocket.PATH)
class LiveSocket {

    static final String PATH = "/api/v1/live";

    private static final Logger LOG = Logger.getLogger(LiveSocket.class);
    private static final CloseReason TOO_BIG = new CloseReason(1009);

    private final Viewers viewers;
    private final CurrentUser caller;

    @Inject
    LiveSocket(Viewers viewers, CurrentUser caller) {
        this.viewers = viewers;
        this.caller = caller;
    }

    @OnOpen
    void open(WebSocketConnection connection) {
        viewers.open(connection, caller.user(), caller.credential());
    }

    /** Whoever sends more than any viewer has to say is cut off; what they sent is nobody's concern. */
    @OnError
    void failed(WebSocketConnection connection, Throwable failure) {
        LOG.debugf("A viewer is cut off: %s", failure.toString());
        if (connection.isOpen()) {
            connection.closeAndAwait(TOO_BIG);
        }
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        viewers.closed(connection);
    }
}
