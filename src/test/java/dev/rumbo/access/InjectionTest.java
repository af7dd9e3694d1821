package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.Caller.Request;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that another program would take for a command: in every parameter and path they are texts. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionTest {

    private static final List<String> PAYLOADS = List.of(
            "' OR '1'='1",
            "x'; DROP TABLE device; --",
            "\" OR 1=1 --",
            "1 UNION SELECT email, password_hash FROM user",
            "%",
            "{\"$gt\":\"\"}",
            "fleet#user#device",
            "[]",
            "../../../../etc/passwd",
            "x\r\nX-Injected: 1\r\nSet-Cookie: rumbo_session=planted",
            "\u0000",
            "${7*7}{{7*7}}#{7*7}",
            "<script>alert(1)</script>",
            "\uD83D\uDE97\u202E".repeat(50),
            "9".repeat(400),
            "x".repeat(4_000));

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
    void noParameterOfAReadIsACommand() {
        List<String> wrong = new ArrayList<>();
        Routes.queryParameters().forEach((route, parameters) -> {
            if (!route.startsWith("GET ")) {
                return;
            }
            String path = withIds(route.substring(4));
            for (String parameter : parameters) {
                for (String payload : PAYLOADS) {
                    check(path + "?" + parameter + "=" + encode(payload), wrong);
                }
            }
        });
        assertThat(wrong).isEmpty();
        theDataIsStillThere();
    }

    @Test
    void noPartOfAPathIsACommand() {
        List<String> wrong = new ArrayList<>();
        for (String route : Routes.ofResources()) {
            if (route.startsWith("GET ") && route.contains("{")) {
                for (String payload : PAYLOADS) {
                    check(route.substring(4).replaceAll("\\{[^}]*}", encode(payload)), wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        theDataIsStillThere();
    }

    @Test
    void noTextOfABodyIsACommand() {
        for (String payload : PAYLOADS) {
            Request login = Request.of("POST", "/login", "email=" + encode(payload) + "&password=" + encode(payload));
            assertThat(Caller.NOBODY.send(server, login).statusCode()).isIn(400, 401, 413);
            Request operator = Request.of("POST", "/login", "email[$ne]=x&password[$ne]=x");
            assertThat(Caller.NOBODY.send(server, operator).statusCode()).isIn(400, 401, 429);
            for (String body : List.of("{\"name\":\"x\",\"userId\":%s}", "{\"name\":\"x\",\"userId\":{\"$ne\":%s}}")) {
                Request device = Request.of("POST", "/api/v1/devices", body.formatted(json(payload)));
                assertThat(fixture.owner().send(server, device).statusCode()).isIn(400, 404);
            }
        }
        theDataIsStillThere();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/css/../../application.properties",
                "/css/../../../../../../../../etc/passwd",
                "/css/%2e%2e/%2e%2e/application.properties",
                "/css/..%2f..%2fapplication.properties",
                "/css/..%5c..%5capplication.properties",
                "/css/%252e%252e/application.properties",
                "//etc/passwd",
                "/js/....//....//application.properties",
                "/webjars/../../application.properties",
                "/application.properties",
                "/META-INF/openapi.yaml",
                "/templates/layout.html",
                "/css/base.css%00.png"
            })
    void noFileBesideThePublicOnesIsServed(String path) throws IOException {
        String answer = RawRequest.get(server, path);
        assertThat(answer).matches("(?s)HTTP/1.1 (302|400|404) .*");
        assertThat(answer).doesNotContain("quarkus.http", "root:", "openapi: 3", "{#insert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fescaped-file", "%2ftmp%2fescaped-file", "..%5cescaped-file", "escaped%00-file"})
    void noUploadLeavesItsFolder(String id) {
        HttpResponse<String> answer = fixture.owner()
                .send(
                        server,
                        Request.of("PUT", fixture.fill("/api/v1/devices/$device/uploads/") + id + "?offset=0", "@"));
        assertThat(answer.statusCode()).isIn(400, 404);
    }

    @Test
    void noNameInAnArchiveIsAPath() throws IOException {
        String name = "rumbo-escaped-" + UUID.randomUUID() + ".csv";
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("../../../../../../../../../tmp/" + name));
            zip.write(AccessFixture.FILE.getBytes(StandardCharsets.UTF_8));
        }
        int status = io.restassured.RestAssured.given()
                .header(fixture.owner().header(), fixture.owner().value())
                .contentType("application/zip")
                .body(archive.toByteArray())
                .post(fixture.fill("/api/v1/devices/$device/imports?preview=true"))
                .statusCode();
        assertThat(status).isIn(200, 400);
        assertThat(Files.exists(Path.of("/tmp", name))).isFalse();
    }

    @Test
    void noTextBecomesAHeader() {
        String break1 = "a%0d%0aX-Injected: 1";
        for (String form : List.of(
                "name=x&radius=100&latitudeE7=1&longitudeE7=1&row=" + break1, "id=" + break1 + "&row=" + break1)) {
            for (String path : List.of("/days/2026-03-10/places", "/days/2026-03-10/places/remove")) {
                HttpResponse<String> answer =
                        fixture.owner().send(server, Request.of("POST", path, form.replace(" ", "+")));
                assertThat(answer.statusCode()).isEqualTo(303);
                assertThat(answer.headers().map()).doesNotContainKey("X-Injected");
            }
        }
        HttpResponse<String> named = fixture.owner()
                .send(
                        server,
                        Request.of(
                                "POST",
                                fixture.fill("/api/v1/devices/$device/imports?name=" + break1.replace(" ", "+")),
                                "@"));
        assertThat(named.statusCode()).isEqualTo(200);
        assertThat(named.headers().map()).doesNotContainKey("X-Injected");
    }

    private void check(String path, List<String> wrong) {
        Caller colleague = fixture.callers(AccessTable.Who.COLLEAGUE).get(0);
        HttpResponse<String> answer = colleague.send(server, new Request("GET", path));
        boolean planted = answer.headers().map().containsKey("X-Injected")
                || answer.headers().allValues("Set-Cookie").toString().contains("planted");
        boolean told = fixture.secrets().stream().anyMatch(answer.body()::contains);
        boolean ran =
                answer.body().contains("<script>alert(1)") || answer.body().contains("root:");
        if (answer.statusCode() >= 500 || planted || told || ran) {
            wrong.add(path + " was answered with " + answer.statusCode() + (planted ? ", a header" : "")
                    + (told ? ", what is A's" : "") + (ran ? ", a script" : ""));
        }
    }

    private void theDataIsStillThere() {
        assertThat(fixture.owner()
                        .send(server, new Request("GET", fixture.fill("/api/v1/trips/$trip")))
                        .statusCode())
                .isEqualTo(200);
    }

    /** The colleague's own answer has to come from what is named, so what is named does not exist. */
    private String withIds(String template) {
        Map<String, String> known = Map.of("date", "2026-03-10", "format", "csv");
        String path = template;
        for (Map.Entry<String, String> entry : known.entrySet()) {
            path = path.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return path.replaceAll("\\{[^}]*}", "AAAAAAAAAAAAAAAA");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(letter -> json.append(String.format("\\u%04x", letter)));
        return json.append('"').toString();
    }
}
