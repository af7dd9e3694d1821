package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** A driver who drove twice, and deletes the first drive. */
@QuarkusTest
@TestProfile(LiveServer.class)
class ErasurePageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String FIRST_DRIVE = "from=2026-03-10T08:00&to=2026-03-10T09:40";

    private final Visitor driver = new Visitor();

    @Test
    void whatADeviceRecordedOfATimeIsShownThenDeletedAndStoredOnlyWhenSentAnew() {
        String email = Visitor.newDriver("es", DATE);
        driver.logIn(email, Visitor.PASSWORD);
        LiveServer.Account account = new LiveServer.Account("", Visitor.token(email));
        String id = account.asks().get("/api/v1/devices").path("devices[0].id");
        String path = "/devices/" + id + "/erase";
        assertThat(driver.read("/days/" + DATE).select("a[href=" + path + "?date=" + DATE + "]"))
                .isNotEmpty();
        assertThat(driver.read(path + "?date=" + DATE).select("input[name=to]").val())
                .isEqualTo("2026-03-11T00:00");

        Document preview = driver.read(path + "?" + FIRST_DRIVE);
        assertThat(preview.select("[data-positions]").text()).isEqualTo("780");
        assertThat(preview.select("[data-trips]").text()).isEqualTo("1");
        assertThat(preview.select("[data-cut]").text()).isEqualTo("0");
        assertThat(driver.read(path + "?from=2026-03-10T09:50&to=2026-03-10T23:00")
                        .select("[data-cut]")
                        .text())
                .isEqualTo("1");

        Response unsure = send(preview, path, "");
        assertThat(unsure.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(unsure.asString()).select("[role=alert]").text()).contains("Marque la casilla");
        LiveServer.awaitTrips(account, 2);
        assertThat(send(preview, path, "yes").statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                driver.read(path).select("[data-state]").text())
                        .isEqualTo("Eliminado"));

        LiveServer.awaitTrips(account, 1);
        String early = "/api/v1/devices/" + id + "/positions?to=2026-03-10T12:40:00Z";
        account.asks().get(early).then().statusCode(200).body("positions", hasSize(0));
        account.asks()
                .get("/api/v1/devices/" + id + "/erasures")
                .then()
                .body("erasures[0].from", equalTo("2026-03-10T11:00:00Z"))
                .body("erasures[0].to", equalTo("2026-03-10T12:40:00Z"))
                .body("erasures[0].state", equalTo("done"))
                .body("erasures[0].positions", equalTo(780));
        assertThat(driver.read("/days/" + DATE).select(".row--drive")).hasSize(1);
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=positions-erased")
                .then()
                .body(
                        "events.find { it.subject.id == '" + id + "' }.subject.name",
                        equalTo("2026-03-10T11:00:00Z/2026-03-10T12:40:00Z"));

        // What a phone sends afterwards is as good as anything new.
        Instant droppedUntil = Instant.parse(
                account.asks().get("/api/v1/devices/" + id + "/erasures").path("erasures[0].droppedUntil"));
        await().atMost(Duration.ofSeconds(30)).until(() -> Instant.now().isAfter(droppedUntil));
        String token = account.asks()
                .contentType(ContentType.JSON)
                .post("/api/v1/devices/" + id + "/token")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        List<Map<String, Object>> first = new Drives(
                        DATE.atTime(9, 0).atZone(Visitor.ZONE).toInstant())
                .park(6)
                .drive(10, 1)
                .positions();
        LiveServer.post(new LiveServer.Phone(id, token), first);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account.asks().get(early).then().body("positions", hasSize(first.size())));
    }

    @Test
    void aSpanThatIsNoneIsSaidAndWhatIsOfOthersIsNotFound() {
        LiveServer.Account account = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String positions = "/api/v1/devices/" + phone.id() + "/positions";
        account.asks().delete(positions).then().statusCode(400).body("errors[0].field", equalTo("from"));
        account.asks()
                .delete(positions + "?from=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("to"));
        account.asks()
                .delete(positions + "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("to"));
        account.asks()
                .delete(positions + "?from=2999-01-01T00:00:00Z&to=2999-01-02T00:00:00Z")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("from"));
        String email = Visitor.newUser("driver", "en");
        driver.logIn(email, Visitor.PASSWORD);
        assertThat(driver.browser().get("/devices/" + phone.id() + "/erase").statusCode())
                .isEqualTo(404);
        LiveServer.Account own = new LiveServer.Account("", Visitor.token(email));
        String path = "/devices/" + LiveServer.newPhone(own).id() + "/erase";
        Response reversed = driver.browser().get(path + "?from=2026-03-10T10:00&to=2026-03-10T09:00");
        assertThat(reversed.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(reversed.asString()).select("[role=alert]").text())
                .contains("the second is later");
        Document toCome = driver.read(path + "?from=2999-03-10T10:00&to=2999-03-11T09:00");
        assertThat(Jsoup.parse(send(toCome, path, "yes").asString())
                        .select("[role=alert]")
                        .text())
                .contains("still to come");
    }

    private Response send(Document page, String path, String sure) {
        return driver.browser()
                .formParam(
                        "csrf-token",
                        page.select("main input[name=csrf-token]").first().val())
                .formParam("from", page.select("input[type=hidden][name=from]").val())
                .formParam("to", page.select("input[type=hidden][name=to]").val())
                .formParam("sure", sure)
                .post(path);
    }
}
