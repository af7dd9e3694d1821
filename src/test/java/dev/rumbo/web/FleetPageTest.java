package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fleet without a script, and what its list asks for with one, beside the API. */
@QuarkusTest
@TestProfile(LiveServer.class)
class FleetPageTest {

    private final Visitor administrator = new Visitor();
    private LiveServer.Phone phone = new LiveServer.Phone("", "");

    @BeforeEach
    void aDeviceOfTheAdministratorsDroveToday() {
        administrator.logIn("admin@rumbo.example", Visitor.PASSWORD);
        phone = LiveServer.newPhone(LiveServer.admin());
        LiveServer.post(
                phone,
                new Drives(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(26, ChronoUnit.MINUTES))
                        .park(6)
                        .drive(18, 1)
                        .positions());
    }

    @Test
    void aTableTellsOfEveryDeviceWhatTheApiTells() {
        LiveServer.post(
                phone, List.of(Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2, "speed", 14)));
        Format format = new Format(Locale.ENGLISH, ZoneOffset.UTC);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonPath fleet = LiveServer.admin().asks().get("/api/v1/fleet").jsonPath();
            Map<String, Object> device = fleet.getMap("devices.find { it.deviceId == '" + phone.id() + "' }");
            Element row = administrator
                    .read("/fleet")
                    .select("tr[data-device=" + phone.id() + "]")
                    .first();
            assertThat(row.select("[data-name]").text()).isEqualTo(device.get("name"));
            assertThat(row.attr("data-time")).isEqualTo(device.get("time"));
            assertThat(row.select("td").get(2).text()).isEqualTo("Driving");
            assertThat(row.select("td").get(3).wholeText()).isEqualTo(format.speed(14));
        });
    }

    @Test
    void aBarSaysWhatTheDaySays() {
        Format format = new Format(Locale.ENGLISH, ZoneOffset.UTC);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonPath day = LiveServer.admin()
                    .asks()
                    .queryParam("device", phone.id())
                    .get("/api/v1/days/" + LocalDate.now(ZoneOffset.UTC))
                    .jsonPath();
            JsonPath bars = administrator
                    .browser()
                    .queryParam("devices", phone.id() + ",nobody")
                    .get("/fleet/motion")
                    .jsonPath();
            assertThat(bars.getMap("$")).containsOnlyKeys(phone.id());
            assertThat(bars.getString("'" + phone.id() + "'.words"))
                    .isEqualTo(format.distance(Math.round(day.getDouble("distanceMeters") * 1_000)) + ", "
                            + format.duration(day.getLong("drivingSeconds")));
            assertThat(bars.getList("'" + phone.id() + "'.marks"))
                    .hasSize(day.getList("trips").size() + day.getList("stops").size());
            assertThat(administrator.read(picture(phone.id())).select("svg rect"))
                    .hasSize(1 + bars.getList("'" + phone.id() + "'.marks").size());
        });
    }

    private static String picture(String deviceId) {
        return "/fleet/motion/" + deviceId + ".svg";
    }

    /** The first of the list only, since each is a request of its own. */
    @Test
    void withoutScriptsABarIsAPicture() {
        Element row = administrator.read("/fleet").select("tr[data-device]").first();

        assertThat(row.select("noscript img").attr("src")).isEqualTo(picture(row.attr("data-device")));
    }

    @Test
    void barsAreForAdministratorsAndForFewAtATime() {
        Visitor driver = new Visitor();
        driver.logIn(Visitor.newUser("driver", "en"), Visitor.PASSWORD);
        assertThat(driver.browser().get("/fleet/motion?devices=" + phone.id()).statusCode())
                .isEqualTo(403);
        assertThat(driver.browser().get("/fleet/motion/" + phone.id() + ".svg").statusCode())
                .isEqualTo(403);
        assertThat(administrator.browser().get("/fleet/motion/nobody.svg").statusCode())
                .isEqualTo(404);
        assertThat(administrator
                        .browser()
                        .get("/fleet/motion?devices=" + "a,".repeat(60))
                        .statusCode())
                .isEqualTo(400);
    }
}
