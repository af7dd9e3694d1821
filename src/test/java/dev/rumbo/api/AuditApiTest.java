package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What administrators find in the audit log of their fleet, and what is never in it. */
@QuarkusTest
@TestProfile(LiveServer.class)
class AuditApiTest {

    private static final String AUDIT = "/api/v1/audit";

    @Test
    void whoLoggedInIsToldAndWhoFailedAndNeverWithWhat() {
        String email = Visitor.newUser("driver", "en");
        String id = idOf(email);
        Visitor browser = new Visitor();
        browser.logIn(email, "hunter2-hunter2");
        browser.logIn(email, "hunter2-hunter3");
        browser.logIn(email, Visitor.PASSWORD);
        String token = Visitor.token(email);
        logOut(browser);

        assertThat(acts(id)).containsExactly("log-out", "token-made", "log-in", "log-in", "log-in-failed", "user-made");
        JsonPath events = ofUser(id);
        assertThat(events.getString("events[4].actor")).isNull();
        assertThat(events.getString("events[4].subject.id")).isEqualTo(id);
        assertThat(events.getString("events[4].address")).isEqualTo("127.0.0.1");
        assertThat(events.getString("events[3].actor.name")).isEqualTo("Ana");
        assertThat(events.prettify()).doesNotContain("hunter2", Visitor.PASSWORD, token, email);
    }

    @Test
    void whatIsTypedForNobodyIsNotKept() {
        new Visitor().logIn("my secret typed into the wrong field@rumbo.example", "x");

        String all = LiveServer.admin().asks().get(AUDIT + "?limit=10000").asString();
        assertThat(all).doesNotContain("wrong field");
    }

    @Test
    void administrativeActsAreToldWithWhoAndWhat() {
        Account admin = LiveServer.admin();
        Account driver = LiveServer.newDriver();
        Phone phone = made(admin, driver);
        send(admin, "/api/v1/devices/" + phone.id() + "/token", Map.of()).then().statusCode(201);
        admin.asks()
                .delete("/api/v1/devices/" + phone.id() + "?data=delete")
                .then()
                .statusCode(204);
        Phone own = LiveServer.newPhone(driver);
        driver.asks().delete("/api/v1/devices/" + own.id()).then().statusCode(204);
        driver.asks().get("/api/v1/archive").then().statusCode(200);
        JsonPath job = send(
                        admin,
                        "/api/v1/rebuilds",
                        Map.of("device", LiveServer.newPhone(driver).id()))
                .jsonPath();

        admin.asks()
                .get(AUDIT + "?act=rebuild-begun&limit=1")
                .then()
                .body("events.subject.id", contains(job.getString("id")))
                .body("events.actor.name", contains("admin@rumbo.example"));
        for (String act : List.of("device-made", "device-token-renewed", "device-erased")) {
            admin.asks()
                    .get(AUDIT + "?act=" + act + "&limit=1")
                    .then()
                    .body("events[0].subject.id", is(phone.id()))
                    .body("events[0].subject.name", is("Pixel 9"));
        }
        assertThat(acts(driver.id())).contains("archive-exported").doesNotContain("device-removed", "device-made");
        String policy = admin.asks().get("/api/v1/fleet/privacy").asString();
        admin.asks()
                .contentType(ContentType.JSON)
                .body(policy)
                .put("/api/v1/fleet/privacy")
                .then()
                .statusCode(200);
        admin.asks()
                .get(AUDIT + "?act=privacy-changed&limit=1")
                .then()
                .body("events[0].subject.name", startsWith("privateTrips=totals hours=all driversDecide=true -> "));
    }

    @Test
    void aFileThatComesIntoSomebodysDeviceIsTold() {
        Account admin = LiveServer.admin();
        Account driver = LiveServer.newDriver();
        for (Account by : List.of(admin, driver)) {
            String imports = "/api/v1/devices/" + LiveServer.newPhone(driver).id() + "/imports";
            String made = by.asks()
                    .contentType(ContentType.BINARY)
                    .body("time,lat,lon\n2026-03-02T10:00:00Z,1,2\n".getBytes(StandardCharsets.UTF_8))
                    .post(imports + "?name=" + by.id() + ".csv")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("id");
            by.asks().delete(imports + "/" + made).then().statusCode(200);
        }

        for (String act : List.of("imported", "import-undone")) {
            admin.asks()
                    .get(AUDIT + "?limit=1&act=" + act)
                    .then()
                    .body("events.actor.name", contains("admin@rumbo.example"))
                    .body("events.subject.name", contains(admin.id() + ".csv"));
        }
    }

    @Test
    void whatAnAccountsOwnerEndsAndChangesIsTold() {
        String email = Visitor.newUser("driver", "en");
        String id = idOf(email);
        Account driver = new Account(id, Visitor.token(email));
        String other = send(driver, "/api/v1/tokens", Map.of("name", "=laptop")).path("id");
        driver.asks().delete("/api/v1/tokens/" + other).then().statusCode(204);

        LiveServer.admin()
                .asks()
                .get(AUDIT + "?act=token-withdrawn&user=" + id)
                .then()
                .body("events", hasSize(1))
                .body("events[0].subject.id", is(other))
                .body("events[0].subject.name", is("=laptop"));
        assertThat(LiveServer.admin()
                        .asks()
                        .get(AUDIT + ".csv?act=token-withdrawn&user=" + id)
                        .then()
                        .statusCode(200)
                        .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                        .extract()
                        .asString()
                        .lines())
                .hasSize(2)
                .first()
                .isEqualTo("time,act,actorId,actor,subjectId,subject,address,count");
        assertThat(LiveServer.admin()
                        .asks()
                        .get(AUDIT + ".csv?act=token-withdrawn&user=" + id)
                        .asString())
                .contains(",'=laptop,");
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEndedAndWhatIsWrongIsNamed() {
        Account admin = LiveServer.admin();
        LiveServer.newDriver();
        JsonPath first = admin.asks().get(AUDIT + "?limit=1").jsonPath();
        admin.asks()
                .get(AUDIT + "?limit=1&next=" + first.getString("next"))
                .then()
                .body("events", hasSize(1))
                .body("events[0].id", notNullValue())
                .body("events[0].id", lessThan(first.getString("events[0].id")));
        admin.asks().get(AUDIT + "?act=nothing").then().statusCode(400).body("errors.field", contains("act"));
        admin.asks().get(AUDIT + "?from=x").then().statusCode(400).body("errors.field", contains("from"));
        admin.asks()
                .get(AUDIT + "?to=2020-01-01T00:00:00Z")
                .then()
                .body("events", hasSize(0))
                .body("next", nullValue());
    }

    @Test
    void thePageFiltersAndExportsTheSame() {
        String email = Visitor.newUser("driver", "en");
        String id = idOf(email);
        Visitor.token(email);
        Visitor administrator = new Visitor();
        administrator.logIn("admin@rumbo.example", Visitor.PASSWORD);

        Document page = administrator.read("/audit?user=" + id);
        assertThat(page.select("tr[data-act]").eachAttr("data-act"))
                .containsExactly("token-made", "log-in", "user-made");
        assertThat(page.select("tr[data-act=user-made] td").eachText()).contains("Added a person", "Ana");
        assertThat(page.select("select#user option[selected]").val()).isEqualTo(id);
        assertThat(administrator
                        .browser()
                        .urlEncodingEnabled(false)
                        .get(page.select("a[download]").attr("href"))
                        .asString()
                        .lines())
                .hasSize(4);
        assertThat(administrator.read("/audit?user=" + id + "&act=log-out").select("tr[data-act]"))
                .isEmpty();
        assertThat(administrator.browser().get("/audit?from=yesterday").statusCode())
                .isEqualTo(400);
    }

    private static Phone made(Account admin, Account owner) {
        var answer = send(admin, "/api/v1/devices", Map.of("name", "Pixel 9", "userId", owner.id()));
        return new Phone(answer.path("id"), answer.path("token"));
    }

    private static Response send(Account account, String path, Map<String, Object> body) {
        return account.asks().contentType(ContentType.JSON).body(body).post(path);
    }

    private static void logOut(Visitor visitor) {
        String token = visitor.read("/settings")
                .select("input[name=csrf-token]")
                .first()
                .val();
        visitor.browser().formParam("csrf-token", token).post("/logout").then().statusCode(303);
    }

    private static String idOf(String email) {
        return LiveServer.admin()
                .asks()
                .get("/api/v1/users?limit=10000")
                .path("users.find { it.email == '" + email + "' }.id");
    }

    private static JsonPath ofUser(String id) {
        return LiveServer.admin().asks().get(AUDIT + "?user=" + id).jsonPath();
    }

    private static List<String> acts(String id) {
        return ofUser(id).getList("events.act");
    }
}
