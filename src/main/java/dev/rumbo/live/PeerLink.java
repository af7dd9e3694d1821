package dev.rumbo.live;

import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.RunningInstance;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The connection to one other instance, on which it tells what its consumer hears. */
final class PeerLink {

    static final String WORKER = "Rumbo-Instance";
    static final int SILENCE_SECONDS = 15;

    private static final Logger LOG = Logger.getLogger(PeerLink.class);
    private static final long PING_MILLIS = 5_000;

    private enum State {
        CONNECTING,
        OPEN,
        LOST
    }

    private final Vertx vertx;
    private final RunningInstance.Reach reach;
    private final LiveFleet live;
    private final Runnable whenLost;
    private State state = State.CONNECTING;
    private @Nullable WebSocket socket;
    private Set<FeedKey> told = Set.of();

    /** @param whenLost runs when a connection that was there is there no more */
    PeerLink(Vertx vertx, RunningInstance.Reach reach, LiveFleet live, Runnable whenLost) {
        this.vertx = vertx;
        this.reach = reach;
        this.live = live;
        this.whenLost = whenLost;
    }

    /** @param worker the name of this instance */
    void connect(WebSocketClient client, String worker) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(reach.host())
                .setPort(reach.port())
                .setURI(PeerMessages.PATH)
                .addHeader("Authorization", "Bearer " + reach.key())
                .addHeader(WORKER, worker);
        client.connect(options).onSuccess(this::opened).onFailure(failure -> {
            LOG.debugf("Instance at %s cannot be reached: %s", reach, failure.getMessage());
            lose();
        });
    }

    boolean leadsTo(RunningInstance.Reach another) {
        return reach.equals(another);
    }

    synchronized boolean isLost() {
        return state == State.LOST;
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    /** Says what is wanted, where that changed. Returns at once. */
    synchronized void tellWanted() {
        WebSocket open = socket;
        Set<FeedKey> wanted = live.watched();
        if (open != null && state == State.OPEN && !wanted.equals(told)) {
            told = wanted;
            var unused = open.writeTextMessage(PeerMessages.wanted(wanted));
        }
    }

    void close() {
        WebSocket open = lose();
        if (open != null) {
            var unused = open.close();
        }
    }

    private void opened(WebSocket opened) {
        synchronized (this) {
            if (state == State.LOST) {
                var unused = opened.close();
                return;
            }
            socket = opened;
            state = State.OPEN;
        }
        long pings = vertx.setPeriodic(PING_MILLIS, id -> opened.writePing(Buffer.buffer()));
        opened.binaryMessageHandler(this::hear);
        opened.textMessageHandler(line -> understand(() -> PeerMessages.readErased(line, live)));
        opened.exceptionHandler(broken -> LOG.debugf("Instance at %s: %s", reach, broken.getMessage()));
        opened.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            if (lose() != null) {
                whenLost.run();
            }
        });
        tellWanted();
    }

    private void hear(Buffer message) {
        understand(() -> PeerMessages.readHeard(message.getBytes(), live));
    }

    private void understand(Runnable reading) {
        try {
            reading.run();
        } catch (MalformedRecordException anotherRelease) {
            LOG.warnf("What the instance at %s says is not understood: %s", reach, anotherRelease.getMessage());
        }
    }

    /** @return the socket, where it was not lost before */
    private synchronized @Nullable WebSocket lose() {
        WebSocket open = socket;
        socket = null;
        state = State.LOST;
        return open;
    }
}
