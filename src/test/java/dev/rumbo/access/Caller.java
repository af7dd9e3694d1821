package dev.rumbo.access;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * One credential, shown to the server in one way.
 *
 * @param how for the message of a failure
 * @param header "Authorization" or "Cookie"; empty for none
 */
record Caller(String how, String header, String value) {

    static final Caller NOBODY = new Caller("without a credential", "", "");

    /** Chosen by the test: the same in the cookie and in the form, as the server asks. */
    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    static Caller bearer(String how, String token) {
        return new Caller(how, "Authorization", "Bearer " + token);
    }

    static Caller session(String how, String cookie) {
        return new Caller(how, "Cookie", cookie);
    }

    /** @param type of the body; empty for none */
    record Request(String method, String path, String type, String body, Map<String, String> headers) {

        Request(String method, String path) {
            this(method, path, "", "", Map.of());
        }

        Request with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Request(method, path, type, body, more);
        }

        /** JSON, a form with its CSRF token, a file by itself ("@") or in a form ("@form"), or nothing. */
        static Request of(String method, String path, String body) {
            if (body.isEmpty()) {
                return new Request(method, path);
            }
            if (body.startsWith("{")) {
                return new Request(method, path, "application/json", body, Map.of());
            }
            if (body.equals("@")) {
                return new Request(method, path, "application/octet-stream", AccessFixture.FILE, Map.of());
            }
            if (body.equals("@form")) {
                return new Request(method, path, "multipart/form-data; boundary=cut", multipart(), Map.of());
            }
            return new Request(
                    method, path, "application/x-www-form-urlencoded", body + "&csrf-token=" + CSRF, Map.of());
        }

        private static String multipart() {
            return "--cut\r\nContent-Disposition: form-data; name=\"csrf-token\"\r\n\r\n" + CSRF
                    + "\r\n--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n"
                    + "Content-Type: text/csv\r\n\r\n" + AccessFixture.FILE + "\r\n--cut--\r\n";
        }
    }

    HttpResponse<String> send(URI server, Request request) {
        HttpRequest.Builder sent = HttpRequest.newBuilder(server.resolve(request.path()))
                .header("Accept", request.path().startsWith("/api/") ? "*/*" : "text/html,*/*;q=0.8");
        Optional<String> cookie = request.body().contains(CSRF) ? Optional.of("csrf-token=" + CSRF) : Optional.empty();
        if (header.equals("Cookie")) {
            cookie = Optional.of(cookie.map(csrf -> csrf + "; ").orElse("") + value);
        } else if (!header.isEmpty()) {
            sent.header(header, value);
        }
        cookie.ifPresent(text -> sent.header("Cookie", text));
        if (!request.type().isEmpty()) {
            sent.header("Content-Type", request.type());
        }
        request.headers().forEach(sent::header);
        sent.method(
                request.method(),
                request.type().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(request.body()));
        try {
            return HTTP.send(sent.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new AssertionError(request.method() + " " + request.path() + " was not answered", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** @return 101 where the socket opened */
    int openSocket(URI server, String path) {
        return openSocket(server, path, "");
    }

    /** @param origin as a browser states it; empty for none */
    int openSocket(URI server, String path, String origin) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (!origin.isEmpty()) {
            builder.header("Origin", origin);
        }
        if (!header.isEmpty()) {
            builder.header(header, value);
        }
        URI address = URI.create(server.resolve(path).toString().replaceFirst("^http", "ws"));
        try {
            builder.buildAsync(address, new WebSocket.Listener() {}).join().abort();
            return 101;
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw refused;
        }
    }
}
