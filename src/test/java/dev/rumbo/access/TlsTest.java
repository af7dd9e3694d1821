package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.Caller.Request;
import dev.rumbo.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What more is promised to who came by TLS, told here by a proxy that is trusted. */
@QuarkusTest
@TestProfile(Guarded.class)
class TlsTest {

    @TestHTTPResource("/")
    URI server;

    @Test
    void browsersComeByTlsFromNowOn() {
        assertThat(send(Caller.NOBODY, new Request("GET", "/login")).headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=63072000; includeSubDomains");
        assertThat(Caller.NOBODY
                        .send(server, new Request("GET", "/login"))
                        .headers()
                        .firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void theSessionIsHeldToThisHost() {
        String cookie = setBy(logIn());
        assertThat(cookie)
                .startsWith("__Host-rumbo_session=")
                .contains("Path=/")
                .doesNotContain("Domain=");
        assertThat(cookie.split("Secure", -1)).hasSize(2);
        Caller session = Caller.session("", cookie.replaceFirst(";.*", ""));
        assertThat(send(session, new Request("GET", "/devices")).statusCode()).isEqualTo(200);

        Caller planted = Caller.session("", cookie.replaceFirst(";.*", "").replace("__Host-", ""));
        assertThat(send(planted, new Request("GET", "/devices")).statusCode()).isEqualTo(302);

        HttpResponse<String> ended = send(session, Request.of("POST", "/logout", "x="));
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(setBy(ended))
                .startsWith("__Host-rumbo_session=;")
                .contains("Secure")
                .contains("Max-Age=0");
        assertThat(send(session, new Request("GET", "/devices")).statusCode()).isEqualTo(302);
    }

    private HttpResponse<String> logIn() {
        return send(
                Caller.NOBODY,
                Request.of(
                        "POST",
                        "/login",
                        "email=admin%40rumbo.example&password=" + Visitor.PASSWORD.replace(' ', '+')));
    }

    private static String setBy(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.contains("rumbo_session"))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> send(Caller caller, Request request) {
        return caller.send(server, request.with("X-Forwarded-Proto", "https"));
    }
}
