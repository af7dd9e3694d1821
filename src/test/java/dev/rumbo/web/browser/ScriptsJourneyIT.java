package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.Invitations;
import dev.rumbo.store.AccountStore;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every text that a user or a phone can send is a script, and every page that shows one of them is opened. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptsJourneyIT extends Chromium {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    /** Leaves quotes, attributes and elements, runs if it gets the chance, and leaves a mark if it becomes an element. */
    private static final String SCRIPT =
            "'\"--></title></script><b id=pwned>x</b><img src=x onerror=alert(1)>{7*7}${7*7}javascript:alert(1)";

    /** What has no blank in it is an e-mail address, if only it has the sign. */
    private static final String ADDRESS = "'\"><b/id=pwned>x</b><img/src=x/onerror=alert(1)>";

    private static final String MARK = "<b id=pwned>";

    @Inject
    AccountService service;

    @Inject
    AccountStore accounts;

    @Inject
    Invitations invitations;

    private final List<String> ran = new ArrayList<>();

    @Test
    void noTextRunsOnAnyPage() {
        String email = Visitor.newDriver("en", DATE);
        LiveServer.Account driver = new LiveServer.Account("", Visitor.token(email));
        String device = driver.asks().get("/api/v1/devices").path("devices[0].id");
        String trip = driver.asks().get("/api/v1/days/" + DATE).path("trips[0].id");
        String invitation = fill(driver, device, trip);
        String named = driver.asks().get("/api/v1/devices").path("devices.find { it.name.contains('pwned') }.id");
        String boss = "boss-" + UUID.randomUUID() + "@rumbo.example";
        newUser(boss, Role.FLEET_ADMIN);
        newUser(address(), Role.DRIVER);

        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            Page page = watched(logIn(context, boss));
            for (String path :
                    List.of("/people", "/audit", "/fleet", "/stats", "/settings", "/calendar", "/fleet/privacy")) {
                open(page, path, !path.equals("/calendar") && !path.equals("/fleet/privacy"));
            }
            String user = LiveServer.admin()
                    .asks()
                    .get("/api/v1/users?limit=10000")
                    .path("users.find { it.email == '" + email + "' }.id");
            open(page, "/days/" + DATE + "?user=" + user, true);
            open(page, "/people/" + user, true);
            open(page, "/people/" + user + "/close", true);
            open(
                    page,
                    "/fleet?q=" + encoded(SCRIPT) + "&state=" + encoded(SCRIPT) + "&device=" + encoded(SCRIPT),
                    true);
            open(page, "/people?q=" + encoded(SCRIPT), true);
        }
        try (BrowserContext context = visit(390, 844, ColorScheme.DARK)) {
            Page page = watched(logIn(context, email));
            for (String path : List.of(
                    "/days/" + DATE,
                    "/days/" + DATE + "?row=" + trip,
                    "/trips/" + trip,
                    "/devices",
                    "/devices/" + device + "/import",
                    "/settings/security",
                    "/settings/privacy")) {
                open(page, path, !path.startsWith("/days"));
            }
            for (String path : List.of(
                    "/devices/" + named,
                    "/devices/" + named + "/connect",
                    "/stats?date=" + DATE,
                    "/settings/viewers",
                    "/shares",
                    "/days/" + DATE + "?row=" + encoded(SCRIPT),
                    "/days/" + DATE + "?month=" + encoded(SCRIPT),
                    "/stats?period=" + encoded(SCRIPT),
                    "/record?lang=en&device=" + encoded(SCRIPT),
                    "/settings?done=" + encoded(SCRIPT),
                    "/devices/" + encoded(SCRIPT),
                    "/s/" + encoded(SCRIPT))) {
                open(page, path, false);
            }
        }
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = watched(context.newPage());
            open(page, invitation, false);
            assertThat(page.locator("body")).containsText("<b/id=pwned>");
            open(page, "/login?to=" + encoded(SCRIPT) + "&done=" + encoded(SCRIPT), false);
        }
        assertThat(ran).isEmpty();
    }

    /** @return the path of an invitation whose address is a script */
    private String fill(LiveServer.Account driver, String device, String trip) {
        ask(
                driver,
                "/api/v1/devices/" + device + "/corrections",
                Map.of("kind", "describe", "trip", trip, "name", SCRIPT),
                201);
        Map<String, ?> stop = driver.asks().get("/api/v1/days/" + DATE).path("stops[0]");
        ask(driver, "/api/v1/places", Map.of("name", SCRIPT, "lat", stop.get("lat"), "lon", stop.get("lon")), 201);
        ask(driver, "/api/v1/privacy/zones", Map.of("name", SCRIPT, "lat", 10, "lon", 20), 201);
        ask(driver, "/api/v1/tokens", Map.of("name", SCRIPT), 201);
        LiveServer.Phone phone = LiveServer.newPhone(driver, SCRIPT);
        given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "positions",
                        List.of(
                                Map.of("time", SCRIPT, "lat", SCRIPT, "lon", SCRIPT),
                                Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2, "speed", SCRIPT))))
                .post("/api/v1/positions")
                .then()
                .statusCode(202);
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "_type", "location", "tid", SCRIPT, "topic", SCRIPT, "lat", SCRIPT, "lon", 1, "tst", SCRIPT))
                .post("/i/owntracks/" + phone.token());
        driver.asks()
                .contentType(ContentType.BINARY)
                .queryParam("name", SCRIPT + ".csv")
                .body(("time,lat,lon\n2026-02-01T10:00:00Z,-34.9,-56.2\n" + encoded(SCRIPT) + ",1,2\n")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/devices/" + device + "/imports")
                .then()
                .statusCode(200);
        ask(driver, "/api/v1/shares", Map.of("kind", "trip", "trip", trip), 201);
        given().header("User-Agent", SCRIPT + " Firefox/1 Android")
                .auth()
                .preemptive()
                .basic("admin@rumbo.example", Visitor.PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("name", SCRIPT))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201);
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", SCRIPT))
                .post("/api/v1/devices")
                .then()
                .statusCode(201);
        return "/invitations/"
                + invitations
                        .invite(
                                administrator(),
                                address(),
                                Role.DRIVER,
                                Instant.now().plusSeconds(3_600))
                        .orElseThrow()
                        .secret();
    }

    private static String address() {
        return ADDRESS + UUID.randomUUID() + "@rumbo.example";
    }

    private User administrator() {
        return accounts.findUserByEmail("admin@rumbo.example").orElseThrow();
    }

    private static void ask(LiveServer.Account who, String path, Map<String, ?> body, int status) {
        who.asks().contentType(ContentType.JSON).body(body).post(path).then().statusCode(status);
    }

    /** Past the API, which takes fewer addresses than a user may change theirs to. */
    private void newUser(String email, Role role) {
        service.createUser(
                        administrator().fleetId(),
                        new AccountService.NewUser(email, SCRIPT, Visitor.PASSWORD, role, Visitor.ZONE, Locale.ENGLISH))
                .orElseThrow();
    }

    private Page watched(Page page) {
        page.onDialog(dialog -> {
            ran.add(page.url() + ": " + dialog.message());
            dialog.dismiss();
        });
        page.onConsoleMessage(message -> {
            // The policy stops what got so far: it should not have.
            if (message.text().contains("Content Security Policy")) {
                ran.add(page.url() + ": " + message.text());
            }
        });
        return page;
    }

    /** @param shown whether the page shows one of the texts: as it was typed */
    private void open(Page page, String path, boolean shown) {
        page.navigate(server.resolve("/") + path.substring(1) + "#" + encoded(SCRIPT));
        if (shown) {
            assertThat(page.getByText(MARK).first()).isAttached();
        }
        Object marks = page.evaluate(
                "document.querySelectorAll('#pwned, [onerror], img[src=x], a[href^=\"javascript:\"]').length");
        assertThat(marks).as("elements that a text became on " + path).isEqualTo(0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
