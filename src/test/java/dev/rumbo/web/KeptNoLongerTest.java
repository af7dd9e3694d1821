package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.accounts.Device;
import dev.rumbo.api.LiveServer;
import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.DeviceRetention;
import dev.rumbo.tracking.FleetRules;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of two drives of which the positions went, by the API and by the pages, to their driver and to others. */
@QuarkusTest
@TestProfile(LiveServer.class)
class KeptNoLongerTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    @Inject
    TrackStore tracks;

    @Inject
    ImportStore imports;

    @Inject
    FleetRules rules;

    @Inject
    AccountStore accounts;

    @Test
    void theRouteOfATripIsGoneAndItsTotalsAreNot() {
        String email = Visitor.newDriver("en", DATE);
        Account driver = new Account("", Visitor.token(email));
        JsonPath before = driver.asks().get("/api/v1/days/" + DATE).jsonPath();
        String trip = "/api/v1/trips/" + before.getString("trips[0].id");
        driver.asks().get(trip + "/route.gpx").then().statusCode(200);

        letGo(driver);

        for (String format : List.of("gpx", "geojson", "csv")) {
            driver.asks()
                    .get(trip + "/route." + format)
                    .then()
                    .statusCode(410)
                    .contentType("application/problem+json")
                    .body("detail", containsString("kept no longer"));
        }
        for (String type : List.of("application/geo+json", "application/gpx+xml")) {
            driver.asks().accept(type).get(trip).then().statusCode(410);
        }
        driver.asks()
                .get(trip)
                .then()
                .statusCode(200)
                .body("distanceMeters", equalTo(before.get("trips[0].distanceMeters")));
        JsonPath after = driver.asks().get("/api/v1/days/" + DATE).jsonPath();
        assertThat(after.getDouble("distanceMeters")).isPositive().isEqualTo(before.getDouble("distanceMeters"));
        assertThat(after.getList("trips.id")).hasSize(2).isEqualTo(before.getList("trips.id"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | The route of this drive is kept no longer | The positions of this drive are kept no longer. | There is no route to take along any more.
            es | El recorrido de este viaje ya no se guarda | Las posiciones de este viaje ya no se guardan. | Ya no hay recorrido para llevar.
            """)
    void thePageOfATripSaysThatItsRouteIsGone(String locale, String gone, String positions, String export) {
        String email = Visitor.newDriver(locale, DATE);
        Account driver = new Account("", Visitor.token(email));
        Visitor visitor = new Visitor();
        visitor.logIn(email, Visitor.PASSWORD);
        String id = driver.asks().get("/api/v1/days/" + DATE).path("trips[0].id");
        assertThat(visitor.read("/trips/" + id).select("[data-route-gone]")).isEmpty();

        letGo(driver);

        Document page = visitor.read("/trips/" + id);
        assertThat(page.select("[data-route-gone]").text()).startsWith(gone);
        assertThat(page.select(".part__none").eachText()).contains(positions, export);
        assertThat(page.select("a[download]")).isEmpty();
        assertThat(visitor.browser().get("/days/" + DATE).statusCode()).isEqualTo(200);
        assertThat(visitor.read("/days/" + DATE).select("li[id=" + id + "]")).hasSize(1);
    }

    /** Of a drive that may have touched the zone nobody can tell any more which part did. */
    @Test
    void othersSeeNothingOfADriveThatAZoneMayHide() {
        String email = Visitor.newDriver("en", DATE);
        Account driver = new Account("", Visitor.token(email));
        Account admin = LiveServer.admin();
        letGo(driver);
        String device = device(driver).key().deviceId();
        String trips = "/api/v1/trips?device=" + device;
        admin.asks().get(trips).then().statusCode(200).body("trips", hasSize(2));
        JsonPath first = driver.asks().get(trips).jsonPath();

        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "Home",
                        "lat",
                        first.get("trips[0].from.lat"),
                        "lon",
                        first.get("trips[0].from.lon"),
                        "radius",
                        300))
                .post("/api/v1/privacy/zones")
                .then()
                .statusCode(201);

        admin.asks().get(trips).then().statusCode(200).body("trips", hasSize(0));
        for (String id : first.<String>getList("trips.id")) {
            admin.asks().get("/api/v1/trips/" + id).then().statusCode(404);
            admin.asks().get("/api/v1/trips/" + id + "/route.gpx").then().statusCode(404);
        }
        driver.asks().get(trips).then().body("trips", hasSize(2));
    }

    @Test
    void whatAnImportBringsOfATimeThatIsKeptNoLongerStaysOut() {
        String email = Visitor.newDriver("en", DATE);
        Account driver = new Account("", Visitor.token(email));
        letGo(driver);
        String device = "/api/v1/devices/" + device(driver).key().deviceId();
        String csv = "time,lat,lon\n" + DATE.minusDays(1) + "T12:00:00Z,1,2\n" + DATE.plusDays(1) + "T12:00:00Z,1,2\n";

        driver.asks()
                .contentType(ContentType.BINARY)
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post(device + "/imports?name=two.csv")
                .then()
                .statusCode(200)
                .body("imported", equalTo(2))
                .body("added", equalTo(1));
    }

    private Device device(Account driver) {
        return accounts.findDevice(driver.asks().get("/api/v1/devices").<String>path("devices[0].id"))
                .orElseThrow();
    }

    /** As the sweep does of a fleet that keeps nothing of that day. */
    private void letGo(Account driver) {
        new DeviceRetention(tracks, imports, rules)
                .run(
                        device(driver).key(),
                        Visitor.ZONE,
                        DATE.plusDays(1).atStartOfDay(Visitor.ZONE).toInstant().toEpochMilli(),
                        0,
                        () -> {});
        assertThat(tracks.positions(device(driver).key(), 0, Long.MAX_VALUE)).hasSize(1);
    }
}
