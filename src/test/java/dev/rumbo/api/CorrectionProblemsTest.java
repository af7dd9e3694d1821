package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A correction that cannot be done is refused with the field that is to blame, and nothing is done. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectionProblemsTest {

    private Account driver;
    private Phone phone;

    /** Before each test, because the address of the server is known only then; once, because nothing changes. */
    @BeforeEach
    void aDriverDrivesFrom1210To1230AndFrom1250To1310() {
        if (phone == null) {
            driver = LiveServer.newDriver();
            Phone posting = LiveServer.newPhone(driver);
            LiveServer.post(
                    posting,
                    new Drives(Instant.parse("2026-03-11T12:00:00Z"))
                            .park(10)
                            .drive(20, 1)
                            .park(20)
                            .drive(20, 1)
                            .park(20)
                            .positions());
            LiveServer.awaitTrips(driver, 2);
            phone = posting;
        }
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | kind",
                "{'kind':'rename'} | kind",
                "{'kind':'split'} | at",
                "{'kind':'split','at':'noon'} | at",
                "{'kind':'split','at':'2026-03-11T12:40:00Z'} | at",
                "{'kind':'split','at':'2026-03-11T12:20:00Z','from':'2026-03-11T12:20:00Z'} | from",
                "{'kind':'merge'} | from",
                "{'kind':'merge','from':'2026-03-11T12:00:00Z'} | to",
                "{'kind':'merge','from':'2026-03-11T12:00:00Z','to':'2026-03-11T12:00:00Z'} | to",
                "{'kind':'merge','from':'2026-03-11T12:00:00Z','to':'2026-03-13T12:00:01Z'} | to",
                "{'kind':'merge','from':'2026-03-11T12:00:00Z','to':'2026-03-11T12:40:00Z'} | to",
                "{'kind':'merge','trips':['x','y']} | trips",
                "{'kind':'merge','trips':[]} | trips",
                "{'kind':'merge','trips':[null]} | trips",
                "{'kind':'delete','trip':'x'} | trip",
                "{'kind':'delete','from':'2026-03-10T12:00:00Z','to':'2026-03-10T13:00:00Z'} | to",
                "{'kind':'delete','from':'2026-01-01T12:00:00Z','to':'2026-03-10T13:00:00Z'} | to",
                "{'kind':'describe','from':'2026-03-11T12:00:00Z','to':'2026-03-11T14:00:00Z'} | name",
                "{'kind':'describe','trip':'x','name':'y'} | trip",
                "{'kind':'describe','from':'2026-03-11T12:00:00Z','to':'2026-03-11T14:00:00Z','purpose':'fun'} | purpose",
                "{'kind':'describe','from':'2026-03-11T12:00:00Z','to':'2026-03-11T14:00:00Z','name':'a\\nb'} | name",
                "{'kind':'describe','from':'2026-03-11T12:00:00Z','to':'2026-03-11T14:00:00Z','name':'\\ud83d'} | name",
                "{'kind':'describe','from':'2026-03-11T12:00:00Z','to':'2026-03-11T14:00:00Z','name':'\\uffff'} | name",
            })
    void whatIsWrongIsNamedAndNothingIsDone(String body, String field) {
        String before = day().prettify();
        driver.asks()
                .contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post(path())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
        assertThat(day().prettify()).isEqualTo(before);
        assertThat(corrections().getList("corrections")).isEmpty();
    }

    private String path() {
        return "/api/v1/devices/" + phone.id() + "/corrections";
    }

    private JsonPath day() {
        return driver.asks()
                .get("/api/v1/days/2026-03-11")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath corrections() {
        return driver.asks().get(path()).then().statusCode(200).extract().jsonPath();
    }
}
