package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(LiveServer.class)
class FleetPrivacyPageTest {

    private static final String PAGE = "/fleet/privacy";
    private static final String POLICY = "/api/v1/fleet/privacy";

    private final Visitor admin = new Visitor();

    @BeforeEach
    void anAdministratorLogsIn() {
        admin.logIn("admin@rumbo.example", Visitor.PASSWORD);
    }

    @AfterEach
    void nothingIsSet() {
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body("{\"privateTrips\":\"totals\",\"driversDecide\":true}")
                .put(POLICY)
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsChosenIsStoredAndWrittenInTheAuditLog() {
        Response answer = send(admin, Map.of("keep", "some", "positionDays", "90", "tripDays", "365"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/fleet/privacy?done=saved");
        LiveServer.admin()
                .asks()
                .get(POLICY)
                .then()
                .body("privateTrips", equalTo("nothing"))
                .body("driversDecide", equalTo(true))
                .body("retention.positionDays", equalTo(90))
                .body("retention.tripDays", equalTo(365));
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=privacy-changed&limit=1")
                .then()
                .body("events[0].actor.name", equalTo("admin@rumbo.example"))
                .body("events[0].subject.name", containsString(" -> privateTrips=nothing"))
                .body("events[0].subject.name", containsString("positionDays=90 tripDays=365"));
        assertThat(admin.read(PAGE).select("input[name=keep][checked]").eachAttr("value"))
                .containsExactly("some");
        assertThat(admin.read(PAGE).select("[data-kept-from]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "privateTrips, anything",
        "positionDays, 6",
        "positionDays, 36501",
        "positionDays, ''",
        "positionDays, 9999999999",
        "positionDays, a week",
        "tripDays, 89",
        "tripDays, -1",
        "from, 25:00",
        "to, noon",
        "days, someday"
    })
    void whatMakesNoSenseIsSaidAndChangesNothing(String field, String value) {
        String before = LiveServer.admin().asks().get(POLICY).asString();
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "keep",
                "some",
                "positionDays",
                "90",
                "hours",
                "some",
                "days",
                "monday",
                "from",
                "08:00",
                "to",
                "18:00"));
        form.put(field, value);

        Response answer = send(admin, form);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.asString()).select(".note[role=alert]")).hasSize(1);
        assertThat(LiveServer.admin().asks().get(POLICY).asString()).isEqualTo(before);
    }

    @Test
    void aDriverChangesNothingOfTheFleet() {
        String before = LiveServer.admin().asks().get(POLICY).asString();
        Visitor driver = new Visitor();
        driver.logIn(Visitor.newUser("driver", "en"), Visitor.PASSWORD);

        assertThat(send(driver, Map.of("keep", "some", "positionDays", "7")).statusCode())
                .isEqualTo(403);

        assertThat(LiveServer.admin().asks().get(POLICY).asString()).isEqualTo(before);
    }

    private static Response send(Visitor visitor, Map<String, String> fields) {
        String token =
                visitor.read("/settings").select("input[name=csrf-token]").attr("value");
        RequestSpecification form = visitor.browser().formParam("csrf-token", token);
        Map<String, String> all = new LinkedHashMap<>(Map.of("privateTrips", "nothing", "live", "drivers"));
        all.putAll(fields);
        all.forEach(form::formParam);
        return form.post(PAGE);
    }
}
