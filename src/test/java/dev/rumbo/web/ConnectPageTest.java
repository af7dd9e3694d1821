package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectPageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    private final Visitor driver = new Visitor();
    private LiveServer.Account account = new LiveServer.Account("", "");

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverLogsIn() {
        if (account.token().isEmpty()) {
            String email = Visitor.newDriver("es", DATE);
            driver.logIn(email, Visitor.PASSWORD);
            account = new LiveServer.Account("", Visitor.token(email));
        }
    }

    @Test
    void aNewTokenStandsInEveryAddressAndVoidsTheOld() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String path = "/devices/" + phone.id() + "/connect";
        Document before = driver.read(path);
        assertThat(before.select("#overland").text()).endsWith("/i/overland/…");
        assertThat(before.select("svg.code")).isEmpty();

        Response renewed = driver.browser()
                .formParam(
                        "csrf-token",
                        before.select("main form input[name=csrf-token]").attr("value"))
                .post(path + "/token");
        assertThat(renewed.statusCode()).isEqualTo(200);
        assertThat(renewed.header("Cache-Control")).isEqualTo("no-store");
        Document after = Jsoup.parse(renewed.asString());
        String token = after.select("#token").text();
        for (String kind : new String[] {
            "overland",
            "owntracks",
            "osmand",
            "gpslogger",
            "colota",
            "phonetrack",
            "ulogger",
            "homeassistant",
            "traccar-server"
        }) {
            assertThat(after.select("#" + kind).text()).contains("/i/" + kind + "/" + token);
        }
        assertThat(after.select("svg.code")).hasSize(2);
        assertThat(driver.read(path).text()).doesNotContain(token);
        given().post("/i/owntracks/" + phone.token()).then().statusCode(401);
        given().post("/i/owntracks/" + token).then().statusCode(200);
    }

    @Test
    void whatCameAndWhatWasWrongIsSaid() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String path = "/devices/" + phone.id() + "/connect";
        assertThat(driver.read(path).select("#health .state").text()).startsWith("Esperando");

        given().get("/i/osmand/" + phone.token() + "?lat=95&lon=1&batt=81")
                .then()
                .statusCode(200);
        Document wrong = driver.read(path);
        assertThat(wrong.select("#health .state").text()).contains("nada de lo enviado");
        assertThat(wrong.select("#health .reasons td").eachText())
                .containsExactly("lat must be within -90 to 90", "1", "lat=95 lon=1 batt=81");

        String now = Instant.now().toString();
        given().get("/i/osmand/" + phone.token() + "?lat=1&lon=1&timestamp=" + now);
        given().get("/i/osmand/" + phone.token() + "?lat=1&lon=1&timestamp=" + now);
        assertThat(driver.read(path).select("#health .state").text()).startsWith("Conectado");
        account.asks()
                .get("/api/v1/devices/" + phone.id() + "/health")
                .then()
                .statusCode(200)
                .body("source", equalTo("osmand"))
                .body("accepted", equalTo(2))
                .body("duplicate", equalTo(1))
                .body("rejected", equalTo(1))
                .body("rejections[0].sample", equalTo("lat=95 lon=1 batt=81"))
                .body("batteryPercent", equalTo(81.0f))
                .body("silence", equalTo("none"))
                .body("lastPosition", not(equalTo(null)));
    }

    @Test
    void aSpeedInAnotherUnitIsToldWithItsFactor() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        long start = Instant.now().getEpochSecond() - 600;
        for (int second = 0; second < 30; second++) {
            // 15 m/s, sent as that where the app's unit is km/h.
            given().body("{\"_type\":\"location\",\"lat\":%s,\"lon\":13.4,\"tst\":%d,\"vel\":15,\"acc\":5}"
                            .formatted(52.5 + second * 15 / 111_250.0, start + second))
                    .post("/i/owntracks/" + phone.token())
                    .then()
                    .statusCode(200);
        }
        assertThat(driver.read("/devices/" + phone.id() + "/connect")
                        .select("#health .note")
                        .text())
                .contains("0,28 veces");
    }

    @Test
    void anothersDeviceDoesNotExist() {
        LiveServer.Account other = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(other);
        String path = "/devices/" + phone.id() + "/connect";
        assertThat(driver.browser().get(path).statusCode()).isEqualTo(404);
        account.asks().get("/api/v1/devices/" + phone.id() + "/health").then().statusCode(404);
        LiveServer.Phone own = LiveServer.newPhone(account);
        String csrf = driver.read("/devices/" + own.id() + "/connect")
                .select("main form input[name=csrf-token]")
                .attr("value");
        assertThat(driver.browser()
                        .formParam("csrf-token", csrf)
                        .post(path + "/token")
                        .statusCode())
                .isEqualTo(404);
        assertThat(driver.browser()
                        .post("/devices/" + own.id() + "/connect/token")
                        .statusCode())
                .isBetween(400, 415);
        given().post("/i/owntracks/" + own.token()).then().statusCode(200);
        given().post("/i/owntracks/" + phone.token()).then().statusCode(200);
    }
}
