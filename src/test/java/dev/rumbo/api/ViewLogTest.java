package dev.rumbo.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver finds about who looked. */
@QuarkusTest
@TestProfile(LiveServer.class)
class ViewLogTest {

    private static final String VIEWS = "/api/v1/views";
    private static final String SPAN = "from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z";

    private Account admin;
    private Account driver;
    private Phone phone;
    private String trip;

    @BeforeEach
    void aDriverDrives() {
        admin = LiveServer.admin();
        driver = LiveServer.newDriver();
        phone = LiveServer.newPhone(driver);
        LiveServer.post(
                phone,
                new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 1);
        trip = driver.asks().get("/api/v1/trips").path("trips[0].id");
    }

    @Test
    void everyWayOutIsNotedWithWhatItShows() {
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "describe", "trip", trip, "purpose", "business"))
                .post("/api/v1/devices/" + phone.id() + "/corrections")
                .then()
                .statusCode(201);
        String device = "device=" + phone.id();
        String positions = "/api/v1/devices/" + phone.id() + "/positions?" + SPAN;
        Map<String, String> kinds = Map.ofEntries(
                Map.entry("/api/v1/trips?" + device, "trips"),
                Map.entry("/api/v1/trips?" + SPAN + "&user=" + driver.id(), "trips"),
                Map.entry("/api/v1/trips.csv?" + device, "trips"),
                Map.entry("/api/v1/trips/" + trip, "trip"),
                Map.entry("/api/v1/trips/" + trip + "/route.geojson", "trip"),
                Map.entry("/api/v1/trips/" + trip + "/route.gpx", "trip"),
                Map.entry("/api/v1/trips/" + trip + "/route.csv", "trip"),
                Map.entry("/api/v1/days/2026-03-10?" + device, "day"),
                Map.entry("/api/v1/days/2026-03-10?user=" + driver.id(), "day"),
                Map.entry("/api/v1/stats?from=2026-03-09&to=2026-03-11&bucket=day&" + device, "totals"),
                Map.entry("/api/v1/stats?from=2026-03-09&to=2026-03-11&bucket=day&user=" + driver.id(), "totals"),
                Map.entry("/api/v1/devices/" + phone.id() + "/corrections?" + SPAN, "corrections"),
                Map.entry("/api/v1/devices?user=" + driver.id(), "live"),
                Map.entry("/api/v1/fleet?limit=10000", "live"),
                Map.entry(positions, "positions"),
                Map.entry(positions + "&as=geo+json", "positions"),
                Map.entry(positions + "&as=gpx+xml", "positions"),
                Map.entry(positions + "&as=csv", "positions"));
        kinds.forEach((path, kind) -> {
            long before = count(kind);
            read(admin, path);
            assertThat(count(kind)).as(path).isGreaterThan(before);
        });
        JsonPath views = views();
        assertThat(views.getList("views.user.name")).containsOnly("admin@rumbo.example");
        assertThat(views.getList("views.findAll { it.kind == 'trip' }.subject")).containsOnly(trip);
        assertThat(views.getList("views.findAll { it.kind == 'day' }.subject")).containsOnly("2026-03-10");
        assertThat(views.getList("views.findAll { it.kind == 'positions' }.subject"))
                .containsOnly("2026-03-10/2026-03-11");
    }

    @Test
    void everyPageIsNotedToo() {
        Visitor visitor = new Visitor();
        visitor.logIn("admin@rumbo.example", Visitor.PASSWORD);
        for (String path : List.of(
                "/days/2026-03-10?user=" + driver.id(),
                "/days/2026-03-10/map.json?device=" + phone.id(),
                "/days/2026-03-10/calendar?month=2026-03&device=" + phone.id(),
                "/days/last?user=" + driver.id(),
                "/trips/" + trip,
                "/trips/" + trip + "/map.json",
                "/fleet",
                "/stats?user=" + driver.id(),
                "/calendar?year=2026&user=" + driver.id())) {
            long before = count();
            assertThat(visitor.browser().get(path).statusCode()).as(path).isIn(200, 303);
            assertThat(count()).as(path).isGreaterThan(before);
        }
        // The bars of the fleet's list are of today.
        LiveServer.post(phone, List.of(Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2)));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            long before = count("day");
            visitor.browser().get("/fleet/motion?devices=" + phone.id()).then().statusCode(200);
            assertThat(count("day")).isGreaterThan(before);
        });
    }

    @Test
    void whatDriversSeeOfThemselvesIsNotNoted() {
        read(driver, "/api/v1/days/2026-03-10");
        read(driver, "/api/v1/devices/" + phone.id() + "/positions?" + SPAN);
        read(driver, "/api/v1/devices");
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "trip", "trip", trip))
                .post("/api/v1/shares");

        assertThat(views().getList("views")).isEmpty();
    }

    @Test
    void whoeverOpensALinkIsNotedByTheLink() {
        JsonPath share = driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "trip", "trip", trip))
                .post("/api/v1/shares")
                .jsonPath();
        given().get(share.getString("link")).then().statusCode(200);

        JsonPath views = views();
        assertThat(views.getList("views.share")).containsOnly(share.getString("id"));
        assertThat(views.getList("views.user")).containsOnlyNulls();
    }

    @Test
    void nobodyReadsItButTheDriver() {
        read(admin, "/api/v1/days/2026-03-10?user=" + driver.id());

        assertThat(admin.asks().get(VIEWS).asString()).doesNotContain(driver.id(), phone.id());
        assertThat(LiveServer.newDriver().asks().get(VIEWS).jsonPath().getList("views"))
                .isEmpty();
    }

    private JsonPath views() {
        return driver.asks().get(VIEWS).then().statusCode(200).extract().jsonPath();
    }

    private long count(String kind) {
        return views().getList("views.findAll { it.kind == '" + kind + "' }.count", Long.class).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long count() {
        return views().getList("views.count", Long.class).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void read(Account account, String path) {
        String accept = path.contains("&as=csv")
                ? "text/csv"
                : path.contains("&as=") ? "application/" + path.replaceFirst(".*&as=", "") : "*/*";
        account.asks().urlEncodingEnabled(false).accept(accept).get(path).then().statusCode(200);
    }
}
