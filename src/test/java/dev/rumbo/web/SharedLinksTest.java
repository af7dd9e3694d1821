package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What somebody without an account sees of a driver who drove twice on 10 March 2026, from home at 09:00 to the east until 09:15 and from
 * 09:46 back over it to the west for twenty, and once more over midnight.
 */
@QuarkusTest
@TestProfile(LiveServer.class)
class SharedLinksTest {

    private static final String SHARES = "/api/v1/shares";
    private static final double HOME = -56.2;
    /** 300 m along the parallel. */
    private static final double ZONE_DEGREES = 300 / 91_387.0;

    private static final String PASSWORD = "tapir sifón vals 42";
    private static final long MIDNIGHT = Instant.parse("2026-03-11T03:00:00Z").toEpochMilli();
    private static final Pattern LONGITUDE = Pattern.compile("-56(\\.\\d+)?(?!\\d)");

    private Account driver;
    private Phone phone;
    private List<String> trips;

    @BeforeEach
    void aDriverDrives() {
        driver = LiveServer.newDriver();
        phone = LiveServer.newPhone(driver, "Secret phone");
        LiveServer.post(
                phone,
                new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .drive(20, -1)
                        .park(30)
                        .positions());
        LiveServer.post(
                phone,
                new Drives(Instant.parse("2026-03-11T02:40:00Z"))
                        .park(10)
                        .drive(20, 1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 3);
        trips = driver.asks().get("/api/v1/trips").jsonPath().getList("trips.id");
    }

    @Test
    void ofATripTheTripIsShownAndNothingElse() {
        String link = share(Map.of("kind", "trip", "trip", trips.get(0)));
        JsonPath map = map(link);
        JsonPath stored = driver.asks().get("/api/v1/trips/" + trips.get(0)).jsonPath();

        assertThat(map.getList("trips")).hasSize(1);
        assertThat(map.getLong("trips[0].start"))
                .isEqualTo(Instant.parse(stored.getString("start")).toEpochMilli());
        assertThat(map.getLong("trips[0].end"))
                .isEqualTo(Instant.parse(stored.getString("end")).toEpochMilli());
        assertThat(map.getList("stops")).isEmpty();
        // It ends where the second begins, and that goes on over home to the west.
        assertThat(longitudes(map.prettify())).isNotEmpty().allMatch(longitude -> longitude >= HOME);
        Document page = page(link);
        assertThat(page.select("[data-row]")).hasSize(1);
        assertThat(distance(page)).isEqualTo("8.9 km");
        assertThat(page.select("h1").text()).isEqualTo("Tuesday, March 10, 2026");
        assertThat(page.select("time.row__time").text()).isEqualTo("09:00");
        assertThat(page.outerHtml() + map.prettify()).doesNotContain(phone.id(), driver.id(), "Secret phone", "Ana");
    }

    @Test
    void aTripThatIsMergedLaterIsShownAsFarAsItWentWhenItsLinkWasMade() {
        String link = share(Map.of("kind", "trip", "trip", trips.get(0)));
        JsonPath before = map(link);
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "merge", "trips", trips.subList(0, 2)))
                .post("/api/v1/devices/" + phone.id() + "/corrections")
                .then()
                .statusCode(201);
        LiveServer.awaitTrips(driver, 2);

        assertThat(map(link).getLong("trips[0].end")).isEqualTo(before.getLong("trips[0].end"));
        assertThat(longitudes(map(link).prettify())).isNotEmpty().allMatch(longitude -> longitude >= HOME);
    }

    @Test
    void aDayEndsAtMidnightOfItsOwner() {
        JsonPath first = map(share(Map.of("kind", "day", "date", "2026-03-10")));
        JsonPath second = map(share(Map.of("kind", "day", "date", "2026-03-11", "device", phone.id())));

        assertThat(first.getList("trips")).hasSize(3);
        assertThat(first.getList("trips.end", Long.class)).allMatch(end -> end < MIDNIGHT);
        assertThat(first.getList("stops.end", Long.class)).allMatch(end -> end <= MIDNIGHT);
        assertThat(second.getList("trips")).hasSize(1);
        assertThat(second.getLong("trips[0].start")).isGreaterThanOrEqualTo(MIDNIGHT);
        assertThat(first.prettify() + second.prettify()).doesNotContain(phone.id());
    }

    @Test
    void ofOneDeviceNothingOfTheOthersIsShown() {
        Phone other = LiveServer.newPhone(driver);
        String link = share(Map.of("kind", "day", "date", "2026-03-10", "device", other.id()));

        assertThat(longitudes(map(link).prettify())).isEmpty();
        assertThat(page(link).select("[data-row]")).isEmpty();
    }

    @Test
    void whatLiesInAZoneIsNeverShownAlsoByALinkFromBefore() {
        String day = share(Map.of("kind", "day", "date", "2026-03-10"));
        String trip = share(Map.of("kind", "trip", "trip", trips.get(1)));
        assertThat(nearHome(day)).isTrue();
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Home", "lat", -34.9, "lon", HOME, "radius", 300))
                .post("/api/v1/privacy/zones")
                .then()
                .statusCode(201);

        assertThat(nearHome(day)).isFalse();
        assertThat(nearHome(trip)).isFalse();
        // As far as the border, and on from the other one.
        assertThat(map(trip).getList("trips")).hasSize(2);
        assertThat(page(trip).select("[data-row]")).hasSize(2);
    }

    @Test
    void aPrivateTripIsNeverShown() {
        String trip = share(Map.of("kind", "trip", "trip", trips.get(1)));
        String day = share(Map.of("kind", "day", "date", "2026-03-10"));
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "describe", "trip", trips.get(1), "purpose", "private"))
                .post("/api/v1/devices/" + phone.id() + "/corrections")
                .then()
                .statusCode(201);

        assertThat(page(trip).select("[data-row], [data-map]")).isEmpty();
        assertThat(longitudes(map(trip).prettify())).isEmpty();
        // Neither the drive nor where it ended, until the car drives on.
        assertThat(map(day).getList("trips")).hasSize(2);
        assertThat(distance(page(day))).isEqualTo("17.9 km");
        post(Map.of("kind", "trip", "trip", trips.get(1))).then().statusCode(400);
        assertThat(longitudes(map(day).prettify())).allMatch(longitude -> longitude >= HOME);
    }

    @Test
    void ofTheLivePositionOnlyWhatComesAfterTheLinkIsShown() {
        Phone old = LiveServer.newPhone(driver, "Old");
        report(old, Instant.now().minusSeconds(5), -10);
        String link = share(Map.of("kind", "live"));
        String ofOld = share(Map.of("kind", "live", "device", old.id()));
        assertThat(position(link).getString("state")).isEqualTo("none");
        assertThat(position(link).getMap("")).containsOnlyKeys("state");

        report(phone, Instant.now().plusSeconds(2), 20);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(position(link).getDouble("lon")).isEqualTo(20));

        assertThat(position(link).getString("state")).isEqualTo("driving");
        assertThat(position(ofOld).getString("state")).isEqualTo("none");
        assertThat(position(link).prettify()).doesNotContain(phone.id(), "Secret phone", "Ana", driver.id());
        Document page = page(link);
        assertThat(page.select(".without-script").text()).contains("10.0, 20.0");
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "There", "lat", 10, "lon", 20, "radius", 300))
                .post("/api/v1/privacy/zones")
                .then()
                .statusCode(201);
        assertThat(position(link).getMap("")).containsOnlyKeys("state");
        assertThat(page(link).select("[data-place]").hasAttr("hidden")).isTrue();
    }

    @Test
    void everyOpeningIsCountedAndWhatTheOpenPageAsksIsNot() {
        String link = share(Map.of("kind", "live"));
        page(link);
        page(link);
        position(link);
        given().head(link).then().statusCode(200);

        JsonPath listed = driver.asks().get(SHARES).jsonPath();
        assertThat(listed.getInt("shares[0].views")).isEqualTo(2);
        assertThat(Instant.parse(listed.getString("shares[0].lastViewAt"))).isBefore(Instant.now());
        assertThat(listed.prettify()).doesNotContain(link.replaceFirst(".*/", ""));
    }

    @Test
    void aLinkThatIsWithdrawnShowsNothingFromThenOn() {
        String link = share(Map.of("kind", "live"));
        String id = driver.asks().get(SHARES).path("shares[0].id");
        LiveServer.newDriver().asks().delete(SHARES + "/" + id).then().statusCode(404);
        page(link);

        driver.asks().delete(SHARES + "/" + id).then().statusCode(204);

        given().get(link).then().statusCode(404);
        given().get(link + "/position.json").then().statusCode(404);
        assertThat(driver.asks().get(SHARES).jsonPath().getList("shares")).isEmpty();
        assertThat(acts()).startsWith("share-withdrawn", "share-made");
    }

    @Test
    void whoseAccessEndsSharesNothing() {
        String link = share(Map.of("kind", "live"));
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("active", false))
                .patch("/api/v1/users/" + driver.id())
                .then()
                .statusCode(200);

        given().get(link).then().statusCode(404);
    }

    @Test
    void aPasswordOpensItsLinkInThisBrowserOnly() {
        String link = share(Map.of("kind", "trip", "trip", trips.get(0), "password", PASSWORD));
        String other = share(Map.of("kind", "trip", "trip", trips.get(1), "password", PASSWORD));
        Visitor visitor = new Visitor();
        assertThat(visitor.read(link).select("[data-row]")).isEmpty();
        assertThat(visitor.read(link).select("input[type=password]")).hasSize(1);
        assertThat(unlock(visitor, link, "not the password").statusCode()).isEqualTo(401);
        given().get(link + "/map.json").then().statusCode(401);

        Response opened = unlock(visitor, link, PASSWORD);

        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(String.join("\n", opened.headers().getValues("Set-Cookie")))
                .contains("HttpOnly", "Path=" + link.replaceFirst(".*/s/", "/s/"));
        assertThat(visitor.read(link).select("[data-row]")).hasSize(1);
        assertThat(visitor.browser().get(link + "/map.json").statusCode()).isEqualTo(200);
        assertThat(visitor.read(other).select("[data-row]")).isEmpty();
        String pass = opened.getCookie("rumbo_share");
        given().cookie("rumbo_share", pass).get(other + "/map.json").then().statusCode(401);
        assertThat(acts()).contains("share-password-failed");
        // A form without a password is no view.
        assertThat(driver.asks().get(SHARES).jsonPath().getList("shares.views", Integer.class))
                .containsExactlyInAnyOrder(1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, nothing, kind",
        "expires, 2020-01-01T00:00:00Z, expires",
        "expires, 2126-01-01T00:00:00Z, expires",
        "password, short, password",
        "password, password123, password"
    })
    void whatIsWrongIsNamed(String field, String value, String named) {
        Map<String, String> body = new HashMap<>(Map.of("kind", "live"));
        body.put(field, value);

        Response answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("errors[0].field")).isEqualTo(named);
    }

    @Test
    void theLivePositionIsSharedForADayAtMostAndTheRestForAMonth() {
        String inTwoDays = Instant.now().plus(Duration.ofDays(2)).toString();
        post(Map.of("kind", "live", "expires", inTwoDays)).then().statusCode(400);
        post(Map.of("kind", "day", "date", "2026-03-10", "expires", inTwoDays))
                .then()
                .statusCode(201);
        Instant usual = Instant.parse(post(Map.of("kind", "live")).path("expires"));
        assertThat(usual)
                .isBetween(Instant.now().plusSeconds(7_000), Instant.now().plusSeconds(7_200));
    }

    @Test
    void linksAreMadeAndWithdrawnWithoutAScript() {
        String email = Visitor.newDriver("es", LocalDate.of(2026, 3, 12));
        Visitor owner = new Visitor();
        owner.logIn(email, Visitor.PASSWORD);
        Document day = owner.read("/days/2026-03-12");
        String link = send(owner, day.select("form.share").first())
                .select("[data-link]")
                .text();
        String trip = day.select(".row--drive").first().id();
        String tripLink = send(
                        owner, owner.read("/trips/" + trip).select("form.share").first())
                .select("[data-link]")
                .text();

        assertThat(page(link).select("[data-row]")).hasSameSizeAs(day.select(".row"));
        assertThat(page(tripLink).select("[data-row]")).hasSize(1);
        Document list = owner.read("/shares");
        assertThat(list.select("[data-share]")).hasSize(2);
        assertThat(list.select("[data-views]").eachText()).containsOnly("1");
        assertThat(list.outerHtml()).doesNotContain(link.replaceFirst(".*/", ""));
        send(owner, list.select("form[action$=/withdraw]").first());
        assertThat(owner.read("/shares").select("[data-share]")).hasSize(1);
    }

    @Test
    void aPageSpeaksTheLanguageOfWhoOpensItAndTellsTheOwnersTime() {
        String link = share(Map.of("kind", "trip", "trip", trips.get(0)));

        Document spanish =
                Jsoup.parse(given().header("Accept-Language", "es-UY").get(link).asString());
        Document american =
                Jsoup.parse(given().header("Accept-Language", "en-US").get(link).asString());

        assertThat(spanish.select("html").attr("lang")).isEqualTo("es");
        assertThat(distance(spanish)).isEqualTo("8,9 km");
        assertThat(spanish.text()).contains("09:00", "America/Montevideo");
        assertThat(distance(american)).matches("5\\.\\d mi");
        assertThat(american.select("meta[name=robots]").attr("content")).contains("noindex");
    }

    private Response post(Map<String, String> body) {
        return driver.asks().contentType(ContentType.JSON).body(body).post(SHARES);
    }

    private String share(Map<String, String> body) {
        return post(body).then().statusCode(201).extract().path("link");
    }

    private static Document page(String link) {
        return Jsoup.parse(given().header("Accept-Language", "en")
                .get(link)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** With plain spaces. */
    private static String distance(Document page) {
        return page.select("[data-total=distance]").text().replace('\u00a0', ' ');
    }

    private static JsonPath map(String link) {
        return given().get(link + "/map.json").then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath position(String link) {
        return given().get(link + "/position.json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static boolean nearHome(String link) {
        return longitudes(map(link).prettify()).stream()
                .anyMatch(longitude -> Math.abs(longitude - HOME) < ZONE_DEGREES);
    }

    private static Response unlock(Visitor visitor, String link, String password) {
        String token =
                visitor.read(link).select("input[name=csrf-token]").first().val();
        return visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("csrf-token", token)
                .formParam("password", password)
                .post(link);
    }

    /** As a browser does. */
    private static Document send(Visitor visitor, Element form) {
        var request = visitor.browser().contentType("application/x-www-form-urlencoded; charset=utf-8");
        form.select("input[name]").forEach(input -> request.formParam(input.attr("name"), input.val()));
        form.select("select[name]")
                .forEach(select -> request.formParam(
                        select.attr("name"),
                        select.select("option[selected]").first().val()));
        return Jsoup.parse(request.post(form.attr("action")).asString());
    }

    private static void report(Phone phone, Instant time, double lon) {
        LiveServer.post(
                phone, List.of(Map.of("time", time.toString(), "lat", 10, "lon", lon, "speed", 12, "accuracy", 4)));
    }

    private List<String> acts() {
        return LiveServer.admin()
                .asks()
                .get("/api/v1/audit?user=" + driver.id())
                .jsonPath()
                .getList("events.act");
    }

    private static List<Double> longitudes(String text) {
        return LONGITUDE
                .matcher(text)
                .results()
                .map(found -> Double.valueOf(found.group()))
                .toList();
    }
}
