package dev.rumbo.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Speaks as much of SNS as a notice needs, and keeps each call: nothing that runs here offline speaks more of it. */
final class RecordingTopic implements AutoCloseable {

    static final int PORT = Ports.of("sns");

    private static final String TAKEN = "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
            + "<PublishResult><MessageId>1</MessageId></PublishResult>"
            + "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></PublishResponse>";
    private static final String REFUSED = "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
            + "<Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not now</Message></Error>"
            + "<RequestId>1</RequestId></ErrorResponse>";

    final List<Map<String, String>> notices = new CopyOnWriteArrayList<>();
    volatile boolean refusing;

    private final HttpServer server;

    RecordingTopic() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
        server.createContext("/", this::take);
        server.start();
    }

    List<String> messages() {
        return notices.stream().map(notice -> notice.get("Message")).toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean refused = refusing;
        if (!refused) {
            notices.add(Arrays.stream(body.split("&"))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(
                            field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8))));
        }
        byte[] answer = (refused ? REFUSED : TAKEN).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(refused ? 403 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
