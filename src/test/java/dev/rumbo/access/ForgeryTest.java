package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.AccessTable.Who;
import dev.rumbo.access.Caller.Request;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What another site, another method or another field would have the server do in somebody's name. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgeryTest {

    private static final String DEVICES = "/api/v1/devices";
    private static final String NEW_DEVICE = "{\"name\":\"forged\"}";

    @TestHTTPResource("/")
    URI server;

    @Inject
    AccountService service;

    @Inject
    AccountStore accounts;

    @Inject
    TrackStore tracks;

    private AccessFixture fixture;
    private Caller session;

    /** Before each test, because the address of the server is known only then. */
    @BeforeEach
    void twoFleetsDrive() {
        fixture = AccessFixture.of(server, service, accounts, tracks);
        session = fixture.callers(Who.OWNER).get(1);
    }

    /** Browsers name the site that made a request; what names none is no browser and has the cookie from its owner. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin         | https://evil.example | 403",
                "Origin         | null                 | 403",
                "Origin         | http://127.0.0.1:1   | 403",
                "Sec-Fetch-Site | cross-site           | 403",
                "Sec-Fetch-Site | same-site            | 403",
                "Sec-Fetch-Site | same-origin          | 201",
                "Sec-Fetch-Site | none                 | 201",
                "X-Nothing      | said                 | 201"
            })
    void anotherSiteChangesNothingInTheNameOfItsVisitor(String header, String value, int status) {
        Request forged = Request.of("POST", DEVICES, NEW_DEVICE).with(header, value);
        assertThat(session.send(server, forged).statusCode()).isEqualTo(status);
        Request form = Request.of("POST", "/devices", "name=forged").with(header, value);
        assertThat(session.send(server, form).statusCode()).isEqualTo(status == 201 ? 200 : status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void anotherSiteLogsNobodyIn(String site) {
        Request login =
                Request.of("POST", "/login", "email=a%40b.example&password=x").with("Sec-Fetch-Site", site);
        assertThat(Caller.NOBODY.send(server, login).statusCode()).isEqualTo(403);
        assertThat(session.send(server, Request.of("POST", "/logout", "x=").with("Sec-Fetch-Site", site))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void aFormCannotSendJson(String type) {
        Request form = new Request("POST", DEVICES, type, NEW_DEVICE, Map.of());
        assertThat(session.send(server, form).statusCode()).isIn(400, 415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded | name=x",
                "application/x-www-form-urlencoded | name=x&csrf-token=guessed",
                "multipart/form-data; boundary=x   | --x--"
            })
    void aFormWithoutItsTokenChangesNothing(String type, String body) {
        String path = type.startsWith("multipart") ? fixture.fill("/devices/$device/import/file") : "/devices";
        Request form = new Request("POST", path, type, body, Map.of());
        assertThat(session.send(server, form).statusCode()).isEqualTo(400);
    }

    @Test
    void noOtherSiteMayReadAnAnswer() {
        for (Request request : List.of(
                new Request("GET", DEVICES),
                new Request("OPTIONS", DEVICES).with("Access-Control-Request-Method", "POST"))) {
            HttpResponse<String> answer = session.send(server, request.with("Origin", "https://evil.example"));
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"https://evil.example, 403", "null, 403", "http://127.0.0.1:1, 403"})
    void noOtherSiteOpensTheSocketOfItsVisitor(String origin, int status) {
        assertThat(session.openSocket(server, "/api/v1/live", origin)).isEqualTo(status);
        assertThat(session.openSocket(server, "/api/v1/live", "http://" + server.getAuthority()))
                .isEqualTo(101);
    }

    @Test
    void aPlantedSessionIsNotTheOneThatOpens() {
        String planted = fixture.sessionCookie() + "=" + "A".repeat(43);
        Caller victim = Caller.session("with a planted session", planted);
        HttpResponse<String> answer = victim.send(server, fixture.logInOf("admin@rumbo.example"));
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(AccessFixture.cookie(answer))
                .startsWith(fixture.sessionCookie() + "=")
                .isNotEqualTo(planted);
        assertThat(victim.send(server, new Request("GET", "/fleet")).statusCode())
                .isEqualTo(302);
    }

    @Test
    void theSecretOfASessionIsNothingInAnAddress() {
        String secret = session.value().replaceFirst(".*=", "");
        for (String path : List.of(
                "/devices?" + fixture.sessionCookie() + "=" + secret,
                "/devices;jsessionid=" + secret,
                "/devices?token=" + secret)) {
            assertThat(Caller.NOBODY.send(server, new Request("GET", path)).statusCode())
                    .isEqualTo(302);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void noHeaderMakesAnotherMethodOfAPost(String header) {
        String path = fixture.fill("/api/v1/devices/$device");
        Request hidden = Request.of("POST", path + "?_method=DELETE", "{}").with(header, "DELETE");
        assertThat(fixture.owner().send(server, hidden).statusCode()).isEqualTo(405);
        assertThat(fixture.owner()
                        .send(server, new Request("GET", path + "/health"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noHeaderTellsWhereTheServerIs() {
        for (String header :
                List.of("X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Original-URL", "X-Rewrite-URL")) {
            String value = header.equals("Forwarded") ? "host=evil.example;proto=https" : "evil.example";
            for (String path : List.of("/", "/devices", fixture.fill("/devices/$device/connect"), "/login")) {
                HttpResponse<String> answer = session.send(
                        server, new Request("GET", path).with(header, value).with("X-Forwarded-Proto", "https"));
                assertThat(answer.statusCode()).isIn(200, 303);
                assertThat(answer.body() + answer.headers().map()).doesNotContain("evil.example");
                assertThat(answer.headers().map()).doesNotContainKey("Strict-Transport-Security");
            }
        }
    }

    @Test
    void aRedirectNamesNoHost() throws IOException {
        String answer =
                RawRequest.send(server, "GET /devices HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 302").doesNotContain("evil.example");
    }

    @Test
    void aDriverAssignsNothingThatIsNotTheirs() {
        String admin =
                accounts.findUserByEmail("admin@rumbo.example").orElseThrow().id();
        Request device = Request.of(
                "POST",
                DEVICES,
                "{\"name\":\"x\",\"id\":\"chosen\",\"fleetId\":\"other\",\"token\":\"chosen\",\"state\":\"REMOVED\",\"owner\":{\"userId\":\""
                        + admin + "\"}}");
        HttpResponse<String> made = fixture.owner().send(server, device);
        assertThat(made.statusCode()).isIn(201, 400);
        assertThat(made.body()).doesNotContain("chosen", admin);

        Request settings = Request.of(
                "POST",
                "/settings",
                "name=Ana&language=en&region=&distance=&clock=&zone=America%2FMontevideo&role=ADMIN&fleetId=other&email=admin2%40rumbo.example&id="
                        + admin);
        assertThat(session.send(server, settings).statusCode()).isEqualTo(303);
        assertThat(session.send(server, new Request("GET", "/fleet")).statusCode())
                .isEqualTo(403);
        assertThat(fixture.owner()
                        .send(server, new Request("GET", fixture.fill("/api/v1/trips/$trip")))
                        .statusCode())
                .isEqualTo(200);

        Request token = Request.of(
                "POST", "/api/v1/tokens", "{\"name\":\"x\",\"userId\":\"" + admin + "\",\"role\":\"admin\"}");
        HttpResponse<String> issued = fixture.owner().send(server, token);
        assertThat(issued.statusCode()).isIn(201, 400);
        if (issued.statusCode() == 201) {
            Caller caller = Caller.bearer("", JsonPath.from(issued.body()).getString("token"));
            assertThat(caller.send(server, new Request("GET", "/api/v1/users")).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anAdministratorPutsNobodyIntoAnotherFleet() {
        String other =
                accounts.findUserByEmail("admin@rumbo.example").orElseThrow().fleetId();
        String email = UUID.randomUUID() + "@rumbo.example";
        Request user = Request.of(
                "POST",
                "/api/v1/users",
                "{\"email\":\"" + email
                        + "\",\"name\":\"x\",\"password\":\"correct horse battery\",\"role\":\"driver\",\"fleetId\":\""
                        + other + "\"}");
        Caller foreign = fixture.callers(Who.FOREIGN_ADMIN).get(0);
        assertThat(foreign.send(server, user).statusCode()).isIn(201, 400);
        assertThat(accounts.findUserByEmail(email))
                .matches(made -> made.isEmpty() || !made.get().fleetId().equals(other), "is of no other fleet");
    }
}
