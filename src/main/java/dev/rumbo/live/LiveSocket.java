package dev.rumbo.live;

import dev.rumbo.security.CurrentUser;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.inject.Inject;

/**
 * {@code /api/v1/live}: administrators see the fleet, drivers their own devices. What viewers send is ignored.
 *
 * <p>{@link LiveUpgradeCheck} decides who may open it.
 */
@WebSocket(path = LiveSocket.PATH)
class LiveSocket {

    static final String PATH = "/api/v1/live";

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

    @OnClose
    void closed(WebSocketConnection connection) {
        viewers.closed(connection);
    }
}
