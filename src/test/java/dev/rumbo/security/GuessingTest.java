package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Passwords are guessed over HTTP from many addresses of this machine; from as many as {@code -Dguesses=10000} needs.
 */
@QuarkusTest
@TestProfile(LiveServer.class)
class GuessingTest {

    private static final int OF_AN_ADDRESS = 40;
    private static final int ADDRESSES = Integer.getInteger("guesses", 400) / OF_AN_ADDRESS;
    /** Chosen by the test: the same in the cookie and in the form, as the server asks. */
    private static final String CSRF = "AAAAAAAAAAAAAAAAAAAAAA";

    private static final int GUESSES = ADDRESSES * OF_AN_ADDRESS;

    @TestHTTPResource("/api/v1/tokens")
    URI tokens;

    @Test
    void guessesAreStoppedAndTheOwnerStillGetsIn() throws IOException {
        String owner = Visitor.newUser("driver", "en");
        Visitor browser = new Visitor();
        assertThat(browser.logIn(owner, Visitor.PASSWORD).statusCode()).isEqualTo(303);

        Map<Integer, Integer> answers = new TreeMap<>();
        for (int address = 0; address < ADDRESSES; address++) {
            String from = "127.0.1." + (address + 1);
            ask(from, OF_AN_ADDRESS, i -> logIn(owner, "guess " + from + ' ' + i), answers);
        }

        assertThat(answers)
                .containsOnly(
                        Map.entry(401, FailedAttempts.MOST_OF_ACCOUNT),
                        Map.entry(429, GUESSES - FailedAttempts.MOST_OF_ACCOUNT));
        assertThat(browser.logIn(owner, Visitor.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(Visitor.token(owner)).isNotBlank();
        String stranger = Visitor.newUser("driver", "en");
        assertThat(new Visitor().logIn(stranger, Visitor.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void guessesAtThePasswordOfALinkAreStoppedWhereTheyComeFrom() throws IOException {
        String link = LiveServer.newDriver()
                .asks()
                .contentType("application/json; charset=utf-8")
                .body(Map.of("kind", "live", "password", "tapir vals 42 azul"))
                .post("/api/v1/shares")
                .path("link");
        String path = link.replaceFirst(".*/s/", "/s/");
        Map<Integer, Integer> answers = new TreeMap<>();

        ask("127.0.2.1", FailedAttempts.MOST_OF_PAIR + 5, i -> open(path, "guess+" + i), answers);
        assertThat(answers).containsOnly(Map.entry(401, FailedAttempts.MOST_OF_PAIR), Map.entry(429, 5));

        answers.clear();
        ask("127.0.2.2", 1, i -> open(path, "tapir+vals+42+azul"), answers);
        assertThat(answers).containsOnly(Map.entry(303, 1));
    }

    private static String logIn(String account, String password) {
        String pair = Base64.getEncoder().encodeToString((account + ':' + password).getBytes(StandardCharsets.UTF_8));
        return post("/api/v1/tokens", "application/json", "Authorization: Basic " + pair, "{\"name\":\"x\"}");
    }

    private static String open(String link, String password) {
        return post(
                link,
                "application/x-www-form-urlencoded",
                "Cookie: csrf-token=" + CSRF,
                "csrf-token=" + CSRF + "&password=" + password);
    }

    private static String post(String path, String type, String header, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n" + header
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** One connection from a loopback address of its own. */
    private void ask(String address, int count, IntFunction<String> request, Map<Integer, Integer> answers)
            throws IOException {
        try (Socket socket = new Socket(tokens.getHost(), tokens.getPort(), InetAddress.getByName(address), 0)) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                out.write(request.apply(i).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                answers.merge(status(in), 1, Integer::sum);
            }
        }
    }

    private static int status(BufferedReader in) throws IOException {
        int status = Integer.parseInt(in.readLine().split(" ")[1]);
        int length = 0;
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        return status;
    }
}
