package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LiveServer.class)
class DevicesPageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    private final Visitor driver = new Visitor();
    private String email = "";
    private String token = "";

    @BeforeEach
    void aDriverWithOnePhone() {
        email = Visitor.newDriver("en", DATE);
        token = Visitor.token(email);
        driver.logIn(email, Visitor.PASSWORD);
    }

    @Test
    void theListSaysWhereEachDeviceWasLastHeardOf() {
        Document page = driver.read("/devices");
        assertThat(page.select("tr[data-device] th").eachText()).containsExactly("Pixel 9");
        assertThat(page.select("[data-last] a").attr("href")).isEqualTo("/days/2026-03-10?device=" + id());
        assertThat(page.select("a[href=/devices/" + id() + "/connect]")).hasSize(1);
    }

    @Test
    void aTokenIsShownOnceAndPosts() {
        Response added = post("/devices", Map.of("name", " Car "));
        assertThat(added.header("Cache-Control")).isEqualTo("no-store");
        String shown = Jsoup.parse(added.asString()).select("[data-token]").text();
        LiveServer.post(
                new LiveServer.Phone("", shown),
                List.of(Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2)));
        assertThat(driver.browser().get("/devices").asString())
                .doesNotContain(shown)
                .contains("Car");
    }

    @Test
    void theFirstPositionLeadsToTheDayThatShowsIt() {
        String shown = Jsoup.parse(post("/devices", Map.of("name", "Car")).asString())
                .select("[data-token]")
                .text();
        LiveServer.post(
                new LiveServer.Phone("", shown),
                List.of(Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2)));
        String car = driver.read("/devices").select("tr:contains(Car)").attr("data-device");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> driver.read("/devices").select("[data-silent]").isEmpty());
        String day = driver.browser().get("/devices/" + car + "/day").header("Location");
        assertThat(driver.read(day.substring(day.indexOf("/days")))
                        .select("[data-map]")
                        .attr("data-standing"))
                .startsWith("-34.9");
    }

    @Test
    void aDeviceIsRenamed() {
        assertThat(post("/devices/" + id() + "/name", Map.of("name", "Old phone"))
                        .header("Location"))
                .endsWith("/devices?done=renamed");
        assertThat(driver.read("/devices").select("tr[data-device] th").text()).isEqualTo("Old phone");
        assertThat(post("/devices/" + id() + "/name", Map.of("name", "  ")).header("Location"))
                .endsWith("/devices?done=invalid");
        assertThat(driver.read("/devices").select("tr[data-device] th").text()).isEqualTo("Old phone");
    }

    @Test
    void aRemovedDeviceLeavesItsTripsUnlessAsked() {
        post("/devices/" + id() + "/remove", Map.of("data", "keep"));
        Document page = driver.read("/devices");
        assertThat(page.select("tr[data-device]")).isEmpty();
        assertThat(page.select(".empty h2").text()).isEqualTo("No device yet");
        assertThat(driver.read("/days/" + DATE).select(".row--drive")).hasSize(2);
    }

    @Test
    void anErasedDeviceTakesItsTripsAlong() {
        post("/devices/" + id() + "/remove", Map.of("data", "delete"));
        assertThat(driver.read("/days/" + DATE).select(".row--drive")).isEmpty();
    }

    @Test
    void demoDataComesAndGoesAndTouchesNothingElse() {
        assertThat(post("/demo", Map.of()).header("Location")).endsWith("/devices?done=demo");
        post("/demo", Map.of());
        assertThat(driver.read("/devices").select("tr[data-device^=demo-]")).hasSize(1);
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(given().auth()
                                .oauth2(token)
                                .get("/api/v1/trips")
                                .jsonPath()
                                .getList("trips"))
                        .hasSizeGreaterThan(5));
        post("/demo/remove", Map.of());
        assertThat(driver.read("/devices").select("tr[data-device] th").eachText())
                .containsExactly("Pixel 9");
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(given().auth()
                                .oauth2(token)
                                .get("/api/v1/trips")
                                .jsonPath()
                                .getList("trips"))
                        .hasSize(2));
    }

    @Test
    void anotherDriversDeviceLooksAsIfItDidNotExist() {
        Visitor other = new Visitor();
        other.logIn(Visitor.newDriver("en", DATE), Visitor.PASSWORD);
        assertThat(other.browser().get("/devices/" + id()).statusCode()).isEqualTo(404);
        assertThat(other.browser().get("/devices/" + id() + "/day").statusCode())
                .isEqualTo(404);
        String form = other.read("/devices").select("input[name=csrf-token]").attr("value");
        for (String action : List.of("name", "remove")) {
            assertThat(other.browser()
                            .formParam("csrf-token", form)
                            .formParam("name", "mine")
                            .formParam("data", "delete")
                            .post("/devices/" + id() + "/" + action)
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(driver.read("/devices").select("tr[data-device] th").text()).isEqualTo("Pixel 9");
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        for (String path : List.of("/devices", "/demo", "/demo/remove", "/devices/" + id() + "/remove")) {
            assertThat(driver.browser()
                            .formParam("name", "Car")
                            .formParam("data", "delete")
                            .post(path)
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(driver.read("/devices").select("tr[data-device]")).hasSize(1);
    }

    @Test
    void aFirstDayOffersFourWaysToBegin() {
        post("/devices/" + id() + "/remove", Map.of("data", "delete"));
        Document page = driver.read("/days/" + DATE);
        assertThat(page.select(".empty__way")).hasSize(4);
        assertThat(page.select(".empty form").attr("action")).isEqualTo("/demo");
        assertThat(driver.read("/help").select(".keys tr").size()).isGreaterThan(5);
    }

    private String id() {
        return given().auth().oauth2(token).get("/api/v1/devices").path("devices[0].id");
    }

    private Response post(String path, Map<String, String> form) {
        String csrf =
                driver.read("/devices").select("input[name=csrf-token]").first().attr("value");
        return driver.browser().formParam("csrf-token", csrf).formParams(form).post(path);
    }
}
