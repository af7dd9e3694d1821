package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics and calendar against the API; the driver drove twice on a Tuesday, 10 March 2026. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatsPageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    private final Visitor driver = new Visitor();
    private final Format format = new Format(Locale.ENGLISH, Visitor.ZONE);
    private String token = "";

    @BeforeEach
    void aDriverDrivesTwice() {
        if (token.isEmpty()) {
            String email = Visitor.newDriver("en", DATE);
            driver.logIn(email, Visitor.PASSWORD);
            token = Visitor.token(email);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "day, 2026-03-10, 2026-03-10, day, 24",
        "week, 2026-03-09, 2026-03-15, day, 7",
        "month, 2026-03-01, 2026-03-31, day, 31",
        "year, 2026-01-01, 2026-12-31, month, 12",
    })
    void everyFigureIsTheApis(String period, String from, String to, String bucket, int parts) {
        JsonPath api = given().auth()
                .oauth2(token)
                .get("/api/v1/stats?from=" + from + "&to=" + to + "&bucket=" + bucket)
                .jsonPath();
        Document page = driver.read("/stats?period=" + period + "&date=" + DATE);
        assertThat(total(page, "distance"))
                .isEqualTo(format.distance(Math.round(api.getDouble("total.distanceMeters") * 1_000)));
        assertThat(total(page, "driving")).isEqualTo(format.duration(api.getLong("total.drivingSeconds")));
        assertThat(total(page, "idle")).isEqualTo(format.duration(api.getLong("total.idleSeconds")));
        assertThat(total(page, "trips")).isEqualTo("2").isEqualTo(api.getString("total.tripCount"));
        assertThat(total(page, "speed")).isEqualTo(format.speed(api.getDouble("total.maxSpeedMps")));
        assertThat(page.select("[aria-labelledby=distance] tbody tr")).hasSize(parts);
        // Driven between 9 and 11: two hours, or one day or month.
        assertThat(page.select(".chart__link")).hasSize(period.equals("day") ? 2 : 1);
        Element ledger = page.select("[aria-labelledby=ledger] tbody tr").first();
        assertThat(ledger.wholeText())
                .contains(format.duration(api.getLong("total.drivingSeconds")))
                .contains("1 · ");
        assertThat(ledger.select("a").attr("href")).isEqualTo("/days/" + DATE);
    }

    /** There and back and there again: one way driven twice, and one end of it reached twice. */
    @Test
    void aPlaceIsCalledAsItsOwnerCallsIt() {
        String email = Visitor.newUser("driver", "en");
        LiveServer.Account commuter = new LiveServer.Account("", Visitor.token(email));
        LiveServer.post(
                LiveServer.newPhone(commuter),
                new Drives(DATE.atTime(9, 0).atZone(Visitor.ZONE).toInstant())
                        .park(30)
                        .drive(10, 1)
                        .park(30)
                        .drive(10, -1)
                        .park(30)
                        .drive(10, 1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(commuter, 3);
        JsonPath reached = commuter.asks().get("/api/v1/days/" + DATE).jsonPath();
        commuter.asks()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "Work <b>&",
                        "lat",
                        reached.getDouble("trips[0].to.lat"),
                        "lon",
                        reached.getDouble("trips[0].to.lon")))
                .post("/api/v1/places")
                .then()
                .statusCode(201);
        Visitor reader = new Visitor();
        reader.logIn(email, Visitor.PASSWORD);
        Document page = reader.read("/stats?date=" + DATE);
        assertThat(page.select("[aria-labelledby=routes] th[scope=row]").eachText())
                .hasSize(2)
                .allMatch(name -> name.endsWith("Work <b>&"));
    }

    @Test
    void aPeriodStandsBesideTheOneBefore() {
        Document page = driver.read("/stats?period=month&date=2026-04-10");
        assertThat(page.select(".empty")).hasSize(1);
        Document march = driver.read("/stats?period=month&date=2026-03-31");
        assertThat(march.select("[data-change]").text()).isEqualTo(Format.UNKNOWN);
        assertThat(march.select("[data-previous]").attr("href")).isEqualTo("/stats?date=2026-02-01&period=month");
        assertThat(march.select(".switch__way").eachAttr("href")).contains("/stats?date=2026-03-01&period=year");
    }

    @Test
    void theCalendarIsColouredByTheApisDays() {
        Document page = driver.read("/calendar?year=2026");
        assertThat(page.select("[data-date]")).hasSize(365);
        assertThat(page.select(".year .cell:not(.cell--0)").eachAttr("href")).containsExactly("/days/" + DATE);
        double meters = given().auth()
                .oauth2(token)
                .get("/api/v1/stats?from=2026-01-01&to=2026-12-31&bucket=year")
                .jsonPath()
                .getDouble("total.distanceMeters");
        assertThat(total(page, "distance")).isEqualTo(format.distance(Math.round(meters * 1_000)));
        assertThat(page.select(".year .cell:not(.cell--0)").attr("aria-label"))
                .contains(format.distance(Math.round(meters * 1_000)));
        assertThat(driver.read("/calendar?year=2026&show=hours")
                        .select(".switch__way[aria-current]")
                        .text())
                .isEqualTo("Driving");
        assertThat(driver.read("/calendar?year=2024").select(".empty")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stats?period=decade",
                "/stats?date=yesterday",
                "/stats?date=0001-01-01",
                "/stats?user=unknown",
                "/stats?device=unknown",
                "/calendar?year=26",
                "/calendar?user=unknown"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(driver.browser().get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aSpanishDriverReadsSpanish() {
        Visitor spanish = new Visitor();
        spanish.logIn(Visitor.newDriver("es", DATE), Visitor.PASSWORD);
        assertThat(spanish.read("/stats?date=" + DATE).select("h1").text()).isEqualTo("marzo de 2026");
        assertThat(spanish.read("/calendar?year=2026")
                        .select(".month__name")
                        .first()
                        .text())
                .isEqualTo("enero");
    }

    private static String total(Document page, String name) {
        return page.select("[data-total=" + name + "]").first().wholeText();
    }
}
