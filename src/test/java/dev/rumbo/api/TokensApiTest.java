package dev.rumbo.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rumbo.api.LiveServer.Account;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access tokens with scopes and an end, as their user sees and withdraws them. */
@QuarkusTest
@TestProfile(LiveServer.class)
class TokensApiTest {

    @Test
    void aTokenIsListedWithItsScopeEndAndLastUseButNeverItsSecret() {
        Account driver = LiveServer.newDriver();
        JsonPath made = make(
                        driver,
                        Map.of("name", "laptop", "expires", "2100-01-01T00:00:00+02:00", "scopes", List.of("read")))
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .jsonPath();
        assertThat(made.getString("expires")).isEqualTo("2099-12-31T22:00:00Z");

        String listed = driver.asks()
                .get("/api/v1/tokens")
                .then()
                .statusCode(200)
                .body("tokens", hasSize(2))
                .body("tokens.findAll { it.current }.name", contains("test"))
                .body("tokens.find { it.current }.lastUsedAt", notNullValue())
                .body("tokens.find { it.name == 'laptop' }.scopes", contains("read"))
                .body("tokens.find { it.name == 'laptop' }.expires", is("2099-12-31T22:00:00Z"))
                .body("tokens.find { it.name == 'laptop' }.lastUsedAt", nullValue())
                .extract()
                .asString();

        assertThat(listed).doesNotContain(made.getString("token")).doesNotContain(driver.token());
    }

    @Test
    void aTokenThatIsWithdrawnIsRefusedAtOnce() {
        Account driver = LiveServer.newDriver();
        JsonPath made = make(driver, Map.of("name", "laptop")).extract().jsonPath();
        Account laptop = new Account(driver.id(), made.getString("token"));
        laptop.asks().get("/api/v1/trips").then().statusCode(200);

        driver.asks().delete("/api/v1/tokens/" + made.getString("id")).then().statusCode(204);

        laptop.asks().get("/api/v1/trips").then().statusCode(401);
        driver.asks().delete("/api/v1/tokens/" + made.getString("id")).then().statusCode(404);
        driver.asks().get("/api/v1/tokens").then().body("tokens.id", not(hasItem(made.getString("id"))));
    }

    @Test
    void anothersTokenIsNotThere() {
        String id =
                make(LiveServer.newDriver(), Map.of("name", "laptop")).extract().path("id");

        LiveServer.newDriver().asks().delete("/api/v1/tokens/" + id).then().statusCode(404);
        LiveServer.admin().asks().delete("/api/v1/tokens/" + id).then().statusCode(404);
    }

    @Test
    void aTokenThatReadsChangesNothing() {
        Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        Account reader = new Account(
                driver.id(),
                make(driver, Map.of("name", "reader", "scopes", List.of("read")))
                        .extract()
                        .path("token"));

        reader.asks().get("/api/v1/devices").then().statusCode(200).body("devices", hasSize(1));
        reader.asks().delete("/api/v1/devices/" + phone.id()).then().statusCode(403);
        make(reader, Map.of("name", "more", "scopes", List.of("all"))).statusCode(403);
        reader.asks().get("/api/v1/devices").then().body("devices", hasSize(1));
    }

    @Test
    void aTokenEndsByItselfAndTakesThoseWithItThatItMade() {
        Account driver = LiveServer.newDriver();
        String soon =
                Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS).toString();
        Account brief = new Account(
                driver.id(),
                make(driver, Map.of("name", "brief", "expires", soon)).extract().path("token"));

        assertThat(make(brief, Map.of("name", "longer")).extract().<String>path("expires"))
                .isEqualTo(soon);
        assertThat(make(brief, Map.of("name", "longer", "expires", "2100-01-01T00:00:00Z"))
                        .extract()
                        .<String>path("expires"))
                .isEqualTo(soon);
    }

    @ParameterizedTest
    @CsvSource({"expires,2020-01-01T00:00:00Z", "expires,tomorrow", "scopes,write", "scopes,''"})
    void anEndThatIsPastAndAScopeThatIsNoneAreRefused(String field, String value) {
        Object sent = field.equals("scopes") ? List.of(value) : value;

        make(LiveServer.newDriver(), Map.of("name", "laptop", field, sent))
                .statusCode(400)
                .body("errors.field", contains(field));
    }

    @Test
    void aSessionOfAnotherIsNotThereAndATokenHasNone() {
        Account driver = LiveServer.newDriver();

        driver.asks().get("/api/v1/sessions").then().statusCode(200).body("sessions", empty());
        driver.asks().delete("/api/v1/sessions/unknown").then().statusCode(404);
        given().get("/api/v1/sessions").then().statusCode(401);
        given().get("/api/v1/tokens").then().statusCode(401);
    }

    private static ValidatableResponse make(Account account, Map<String, Object> body) {
        return account.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/tokens")
                .then();
    }
}
