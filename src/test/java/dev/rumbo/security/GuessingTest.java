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
import org.junit.jupiter.api.Test;

/**
 * Passwords are guessed over HTTP from many addresses of this machine; from as many as {@code -Dguesses=10000} needs.
 */
@QuarkusTest
@TestProfile(LiveServer.class)
class GuessingTest {

    private static final int OF_AN_ADDRESS = 40;
    private static final int ADDRESSES = Integer.getInteger("guesses", 400) / OF_AN_ADDRESS;
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
            guess(owner, "127.0.1." + (address + 1), OF_AN_ADDRESS, answers);
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

    /** One connection from a loopback address of its own. */
    private void guess(String account, String address, int count, Map<Integer, Integer> answers) throws IOException {
        try (Socket socket = new Socket(tokens.getHost(), tokens.getPort(), InetAddress.getByName(address), 0)) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < count; i++) {
                String pair = account + ":guess " + address + ' ' + i;
                out.write(("POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Basic "
                                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
                                + "\r\nContent-Length: 12\r\n\r\n{\"name\":\"x\"}")
                        .getBytes(StandardCharsets.US_ASCII));
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
