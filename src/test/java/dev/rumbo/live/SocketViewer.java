package dev.rumbo.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who looks at the live feed, and keeps whole messages. */
final class SocketViewer implements WebSocket.Listener {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private volatile int closed;

    static SocketViewer open(URI address, String token) {
        SocketViewer viewer = new SocketViewer();
        CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(address, viewer)
                .join();
        return viewer;
    }

    List<String> messages() {
        return messages;
    }

    /** The code with which it was closed; 0 while it is open. */
    int closed() {
        return closed;
    }

    /** Whether a message has the text between quotes. */
    boolean saw(String text) {
        return messages.stream().anyMatch(message -> message.contains("\"" + text + "\""));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed = code;
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        socket.request(1);
        return null;
    }
}
