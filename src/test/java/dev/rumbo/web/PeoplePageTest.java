package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.rumbo.api.LiveServer;
import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who comes into a fleet, what they may, and how they lose it. */
@QuarkusTest
@TestProfile(LiveServer.class)
class PeoplePageTest {

    private static final Map<String, String> CHOSEN =
            Map.of("name", "Noé", "password", Visitor.PASSWORD, "zone", Visitor.ZONE.getId(), "locale", "es");

    private final Visitor boss = new Visitor();

    @BeforeEach
    void anAdministrator() {
        boss.logIn("admin@rumbo.example", Visitor.PASSWORD);
    }

    @Test
    void whoIsInvitedMakesAnAccountOnceAndIsLoggedIn() {
        String email = address();
        String path = invite(email, "driver");
        Document list = boss.read("/people");
        assertThat(list.select("tr[data-invitation] th").eachText()).contains(email);
        assertThat(list.html()).doesNotContain(path);

        Visitor invited = new Visitor();
        Response answer = send(invited, path, path, CHOSEN);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(invited.read("/settings").select("#name").val()).isEqualTo("Noé");
        assertThat(boss.read("/people").select("tr[data-invitation] th").eachText())
                .doesNotContain(email);
        assertThat(listed(email).select("td").eachText()).contains(email, "Driver");
        Visitor late = new Visitor();
        assertThat(late.browser().get(path).statusCode()).isEqualTo(404);
        assertThat(send(late, "/login", path, CHOSEN).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"name,''", "password,short", "password,password123", "zone,Nowhere"})
    void anAccountThatIsNotMadeLeavesTheInvitationOpen(String field, String value) {
        String path = invite(address(), "driver");
        Map<String, String> wrong = new HashMap<>(CHOSEN);
        wrong.put(field, value);

        Response answer = send(new Visitor(), path, path, wrong);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.asString()).select("[role=alert]")).hasSize(1);
        assertThat(new Visitor().browser().get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aWithdrawnLinkIsOfNoUseAndATakenAddressIsNotInvited() {
        String email = address();
        String path = invite(email, "admin");
        String id = boss.read("/people")
                .select("tr[data-invitation]:contains(" + email + ")")
                .attr("data-invitation");

        assertThat(send(boss, "/people", "/people/invitations/" + id + "/withdraw", Map.of())
                        .statusCode())
                .isEqualTo(303);

        assertThat(new Visitor().browser().get(path).statusCode()).isEqualTo(404);
        String taken = Visitor.newUser("driver", "en");
        assertThat(send(boss, "/people", "/people/invitations", Map.of("email", taken, "role", "driver"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void anAccountIsClosedByItsOwnerAndAllOfItGoes() {
        String email = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        Visitor driver = new Visitor();
        driver.logIn(email, Visitor.PASSWORD);
        String token = Visitor.token(email);
        String id = idOf(email);
        String device = given().auth().oauth2(token).get("/api/v1/devices").path("devices[0].id");
        assertThat(driver.read("/settings/close").select("main li").eachText()).anyMatch(line -> line.endsWith(": 1"));

        assertThat(send(driver, "/settings/close", "/settings/close", Map.of("current", Visitor.PASSWORD))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(driver, "/settings/close", "/settings/close", Map.of("current", "x", "sure", "yes"))
                        .statusCode())
                .isEqualTo(400);
        Response closed =
                send(driver, "/settings/close", "/settings/close", Map.of("current", Visitor.PASSWORD, "sure", "yes"));

        assertThat(closed.header("Location")).endsWith("/login?done=closed");
        assertThat(driver.read("/login?done=closed").select("[role=status]").text())
                .contains("closed");
        assertThat(driver.browser().get("/settings").statusCode()).isEqualTo(302);
        given().auth().oauth2(token).get("/api/v1/trips").then().statusCode(401);
        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(boss.browser().get("/people/" + id).statusCode())
                                .isEqualTo(404));
        LiveServer.admin()
                .asks()
                .get("/api/v1/devices/" + device + "/positions")
                .then()
                .body("positions", hasSize(0));
        assertThat(boss.read("/audit").text()).contains("Closed an account");
        assertThat(LiveServer.admin()
                        .asks()
                        .contentType(ContentType.JSON)
                        .body(Map.of(
                                "email",
                                email,
                                "name",
                                "Ana",
                                "password",
                                Visitor.PASSWORD,
                                "role",
                                "driver",
                                "timeZone",
                                "UTC"))
                        .post("/api/v1/users")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void anAdministratorClosesAnothersAccountAndTheLastOneNotTheirOwn() {
        String email = Visitor.newUser("driver", "en");
        String id = idOf(email);
        assertThat(send(boss, "/people/" + id + "/close", "/people/" + id + "/close", Map.of())
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(boss, "/people/" + id + "/close", "/people/" + id + "/close", Map.of("sure", "yes"))
                        .header("Location"))
                .endsWith("/people?done=closed");
        String other = Visitor.newUser("driver", "en");
        LiveServer.admin().asks().delete("/api/v1/users/" + idOf(other)).then().statusCode(202);
        assertThat(new Visitor().logIn(other, Visitor.PASSWORD).statusCode()).isEqualTo(401);

        String me = idOf("admin@rumbo.example");
        LiveServer.admin().asks().delete("/api/v1/users/" + me).then().statusCode(409);
        assertThat(boss.browser().get("/people/" + me + "/close").statusCode()).isEqualTo(400);
    }

    @Test
    void theApiInvitesWithAnEndAndTellsTheLinkOnce() {
        Account admin = LiveServer.admin();
        String email = address();
        JsonPath made = invite(admin, Map.of("email", email.toUpperCase(Locale.ROOT), "role", "admin"))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        assertThat(Duration.between(
                        Instant.parse(made.getString("createdAt")), Instant.parse(made.getString("expires"))))
                .isCloseTo(Duration.ofDays(7), Duration.ofSeconds(10));
        String one = "invitations.find { it.email == '" + email + "' }";
        admin.asks()
                .get("/api/v1/invitations?limit=10000")
                .then()
                .body(one + ".role", is("admin"))
                .body(one + ".link", is((String) null));

        admin.asks()
                .delete("/api/v1/invitations/" + made.getString("id"))
                .then()
                .statusCode(204);

        admin.asks()
                .delete("/api/v1/invitations/" + made.getString("id"))
                .then()
                .statusCode(404);
        assertThat(given().get(made.getString("link")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "email,   nobody",
        "role,    owner",
        "expires, 2020-01-01T00:00:00Z",
        "expires, 2100-01-01T00:00:00Z",
    })
    void anInvitationThatIsWrongIsRefusedWithItsField(String field, String value) {
        Map<String, Object> body = new HashMap<>(Map.of("email", address()));
        body.put(field, value);
        invite(LiveServer.admin(), body).statusCode(400).body("errors.field", contains(field));
    }

    @Test
    void whoseAccessEndsIsLoggedOutEverywhereAndGetsInNoMoreUntilItIsRestored() {
        String email = Visitor.newUser("driver", "en");
        String id = idOf(email);
        Visitor driver = new Visitor();
        driver.logIn(email, Visitor.PASSWORD);
        Account byToken = new Account(id, Visitor.token(email));
        Phone phone = LiveServer.newPhone(byToken);

        send(boss, "/people/" + id, "/people/" + id + "/access", Map.of("access", "end", "devices", "stop"));

        assertThat(driver.browser().get("/settings").statusCode()).isEqualTo(302);
        byToken.asks().get("/api/v1/trips").then().statusCode(401);
        assertThat(post(phone)).isEqualTo(401);
        assertThat(driver.logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(Visitor.token(email)).isNull();
        assertThat(listed(email).hasAttr("data-ended")).isTrue();

        send(boss, "/people/" + id, "/people/" + id + "/access", Map.of("access", "restore"));

        assertThat(driver.logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(303);
        byToken.asks().get("/api/v1/trips").then().statusCode(401);
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?limit=6&user=" + id)
                .then()
                .body(
                        "events.findAll { it.act.startsWith('access') }.act",
                        contains("access-restored", "access-ended"));
    }

    @Test
    void devicesGoOnWhereTheAdministratorSaysSo() {
        Account driver = LiveServer.newDriver();
        Phone phone = LiveServer.newPhone(driver);

        change(driver.id(), Map.of("active", false, "stopDevices", false))
                .statusCode(200)
                .body("active", is(false));
        assertThat(post(phone)).isEqualTo(202);
        change(driver.id(), Map.of("active", false));
        assertThat(post(phone)).isEqualTo(401);
    }

    @Test
    void anAdministratorWhoBecomesADriverIsLoggedOut() {
        String email = Visitor.newUser("admin", "en");
        String id = idOf(email);
        Account was = new Account(id, Visitor.token(email));
        was.asks().get("/api/v1/users").then().statusCode(200);
        String link = URI.create(invite(was, Map.of("email", address(), "role", "admin"))
                        .statusCode(201)
                        .extract()
                        .path("link"))
                .getPath();
        int open = new Visitor().browser().get(link).statusCode();

        change(id, Map.of("role", "driver")).statusCode(200).body("role", is("driver"));

        was.asks().get("/api/v1/users").then().statusCode(401);
        new Account(id, Visitor.token(email)).asks().get("/api/v1/users").then().statusCode(403);
        assertThat(open).isEqualTo(200);
        assertThat(new Visitor().browser().get(link).statusCode()).isEqualTo(404);
        change(id, Map.of("role", "admin"));
        new Account(id, Visitor.token(email)).asks().get("/api/v1/users").then().statusCode(200);
    }

    @Test
    void nobodyGivesRightsThatTheyDoNotHaveNorTakesThemAway() {
        Account fleetAdmin = new Account("", Visitor.token(Visitor.newUser("admin", "en")));
        String driver = LiveServer.newDriver().id();
        String operator = idOf(Visitor.newUser("operator", "en"));
        for (String role : List.of("operator", "all")) {
            invite(fleetAdmin, Map.of("email", address(), "role", role)).statusCode(403);
            change(fleetAdmin, driver, Map.of("role", role)).statusCode(403);
        }
        change(fleetAdmin, operator, Map.of("active", false)).statusCode(403);
        change(fleetAdmin, idOf("admin@rumbo.example"), Map.of("role", "driver"))
                .statusCode(403);
        change(fleetAdmin, driver, Map.of("role", "admin")).statusCode(200);

        change(driver, Map.of("role", "all"))
                .statusCode(200)
                .body("role", is("admin"))
                .body("operator", is(true));
        change(operator, Map.of("role", "driver")).statusCode(200).body("operator", is(false));
    }

    @Test
    void nobodyChangesTheirOwn() {
        String own = idOf("admin@rumbo.example");

        change(own, Map.of("role", "driver")).statusCode(409).body("errors.field", contains("role"));
        change(own, Map.of("active", false)).statusCode(409).body("errors.field", contains("active"));
        change(own, Map.of()).statusCode(200).body("role", is("admin"));
        assertThat(boss.read("/people/" + own).select("form[action^=/people]")).isEmpty();
        assertThat(send(boss, "/people", "/people/" + own + "/role", Map.of("role", "driver"))
                        .statusCode())
                .isEqualTo(400);
        LiveServer.admin()
                .asks()
                .get("/api/v1/users?limit=10000")
                .then()
                .body("users.findAll { it.id == '" + own + "' }.active", contains(true))
                .body("users.findAll { it.id == '" + own + "' }", hasSize(1));
    }

    /** @return the row of a person, who is looked for */
    private Element listed(String email) {
        Elements rows = boss.read("/people?q=" + email).select("tr[data-person]");
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /** @return the path of the link */
    private String invite(String email, String role) {
        Response made = send(boss, "/people", "/people/invitations", Map.of("email", email, "role", role, "days", "1"));
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        return Jsoup.parse(made.asString()).select("[data-link]").text().replaceFirst("https?://[^/]+", "");
    }

    private static ValidatableResponse invite(Account by, Map<String, Object> body) {
        return by.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/invitations")
                .then();
    }

    private static ValidatableResponse change(String id, Map<String, Object> body) {
        return change(LiveServer.admin(), id, body);
    }

    private static ValidatableResponse change(Account by, String id, Map<String, Object> body) {
        return by.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .patch("/api/v1/users/" + id)
                .then();
    }

    private static int post(Phone phone) {
        return given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .body(Map.of("positions", List.of()))
                .post("/api/v1/positions")
                .statusCode();
    }

    private static String idOf(String email) {
        return LiveServer.admin()
                .asks()
                .get("/api/v1/users?limit=10000")
                .path("users.find { it.email == '" + email + "' }.id");
    }

    private static String address() {
        return UUID.randomUUID() + "@rumbo.example";
    }

    private static Response send(Visitor visitor, String form, String action, Map<String, String> fields) {
        String token =
                visitor.read(form).select("input[name=csrf-token]").first().val();
        return visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("csrf-token", token)
                .formParams(fields)
                .post(action);
    }
}
