package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.AccessTable.Row;
import dev.rumbo.access.AccessTable.Who;
import dev.rumbo.access.Caller.Request;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer tells the browser that it may do with it: of every route of {@link AccessTable}, allowed or refused. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadersTest {

    private static final Map<String, String> EVERYWHERE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Content-Security-Policy",
                    "default-src 'none'; object-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"
                            + " https://tile.openstreetmap.org; connect-src 'self'; manifest-src 'self'; worker-src 'self';"
                            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

    @TestHTTPResource("/")
    URI server;

    @Inject
    AccountService service;

    @Inject
    AccountStore accounts;

    @Inject
    TrackStore tracks;

    private AccessFixture fixture;

    /** Before each test, because the address of the server is known only then. */
    @BeforeEach
    void twoFleetsDrive() {
        fixture = AccessFixture.of(server, service, accounts, tracks);
    }

    @Test
    void everyAnswerIsLockedDown() {
        List<String> wrong = new ArrayList<>();
        for (Row row : AccessTable.rows()) {
            if (row.path().equals("/api/v1/live")) {
                continue;
            }
            for (Who who : List.of(Who.NOBODY, Who.OWNER, Who.ADMIN)) {
                if (row.expected().containsKey(who)) {
                    List<Caller> callers = fixture.callers(who);
                    Caller caller = callers.get(who == Who.NOBODY ? 0 : 1);
                    HttpResponse<String> answer = caller.send(
                            server, Request.of(row.method(), fixture.fill(row.path()), fixture.fill(row.body())));
                    check(row, answer, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Row row, HttpResponse<String> answer, List<String> wrong) {
        String what = row.method() + " " + row.path() + " " + answer.statusCode() + ": ";
        boolean link = row.path().startsWith("/s/");
        EVERYWHERE.forEach((name, value) -> {
            String expected = link && name.equals("Referrer-Policy") ? "no-referrer" : value;
            if (!answer.headers().allValues(name).equals(List.of(expected))) {
                wrong.add(what + name + " is " + answer.headers().allValues(name));
            }
        });
        if (link != answer.headers().firstValue("X-Robots-Tag").orElse("").startsWith("noindex")) {
            wrong.add(what + "X-Robots-Tag is " + answer.headers().allValues("X-Robots-Tag"));
        }
        boolean recorder = row.path().equals("/record");
        String permissions = answer.headers().firstValue("Permissions-Policy").orElse("");
        if (!permissions.contains(recorder ? "geolocation=(self)" : "geolocation=()")
                || !permissions.contains(recorder ? "screen-wake-lock=(self)" : "screen-wake-lock=()")) {
            wrong.add(what + "Permissions-Policy is " + permissions);
        }
        String cache = answer.headers().firstValue("Cache-Control").orElse("");
        boolean program = row.path().startsWith("/api/") || row.path().startsWith("/i/");
        boolean kept = cache.equals("no-store")
                || !program && !link && (cache.equals("private, no-cache") || recorder && cache.equals("no-cache"));
        if (!kept) {
            wrong.add(what + "Cache-Control is '" + cache + "'");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/html")
                && !Jsoup.parse(answer.body())
                        .select(
                                "[style], style, script:not([src]), [onclick], [onload], [onerror], a[href^=javascript]")
                        .isEmpty()) {
            wrong.add(what + "something is inline");
        }
        if (answer.body().length() > 0 && type.isEmpty()) {
            wrong.add(what + "no Content-Type");
        }
        if (answer.headers().firstValue("Server").isPresent()
                || answer.headers().firstValue("X-Powered-By").isPresent()) {
            wrong.add(what + "names its software");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/css/base.css, no-cache",
        "/js/shell.js, no-cache",
        "/sw.js, no-cache",
        "/manifest.webmanifest, no-cache",
        "/img/logo.svg, no-cache"
    })
    void whatIsPublicIsAskedForAgain(String path, String cache) {
        HttpResponse<String> answer = Caller.NOBODY.send(server, new Request("GET", path));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue(cache);
        EVERYWHERE.forEach(
                (name, value) -> assertThat(answer.headers().firstValue(name)).hasValue(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/v1/nowhere", "/q/nowhere", "/css/nowhere.css"})
    void whatIsNotThereIsLockedDownToo(String path) {
        HttpResponse<String> answer = Caller.NOBODY.send(server, new Request("GET", path));
        assertThat(answer.statusCode()).isIn(302, 404);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.body()).doesNotContain("Exception", "at io.", "dev.rumbo");
    }

    @Test
    void theSessionIsForThisServerAndNoScript() {
        HttpResponse<String> answer = Caller.NOBODY.send(server, fixture.logInOf("admin@rumbo.example"));
        String cookie = answer.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("rumbo_session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax")
                .contains("Path=/");
        assertThat(cookie).doesNotContainIgnoringCase("Domain=");
        assertThat(fixture.callers(Who.OWNER)
                        .get(1)
                        .send(server, new Request("GET", "/login"))
                        .headers()
                        .allValues("Set-Cookie"))
                .allSatisfy(set -> assertThat(set).containsIgnoringCase("HttpOnly"));
    }
}
