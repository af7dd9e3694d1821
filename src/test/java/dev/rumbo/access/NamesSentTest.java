package dev.rumbo.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that would pass for another: refused where they are sent, and never somebody else's log-in. */
@QuarkusTest
@TestProfile(LiveServer.class)
class NamesSentTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\u202egnp.exe", "\u200b", "a\r\nX-Injected: 1", "a\u0000b"})
    void aNameThatCannotBeShownAsItIsIsRefused(String name) {
        for (String path : new String[] {"/api/v1/devices", "/api/v1/places", "/api/v1/users"}) {
            LiveServer.admin()
                    .asks()
                    .contentType(ContentType.JSON)
                    .body(Map.of(
                            "name",
                            name,
                            "lat",
                            1,
                            "lon",
                            2,
                            "email",
                            UUID.randomUUID() + "@rumbo.example",
                            "password",
                            Visitor.PASSWORD))
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uff41dmin@rumbo.example", "ad\u200bmin@rumbo.example", "admin\u202e@rumbo.example"})
    void anAddressThatPassesForAnotherIsRefused(String email) {
        user(email).then().statusCode(400).body("errors[0].field", equalTo("email"));
    }

    @Test
    void anAddressIsTheSameInAnyCase() {
        String email = UUID.randomUUID() + "@rumbo.example";
        user(email).then().statusCode(201);
        user(email.toUpperCase(Locale.ROOT)).then().statusCode(409);
        assertThat(Visitor.token(email.toUpperCase(Locale.ROOT))).isNotBlank();
    }

    /** The first letter is Cyrillic: another person's address, if a confusing one. */
    @Test
    void aLookalikeOpensNothing() {
        given().auth()
                .preemptive()
                .basic("\u0430dmin@rumbo.example", Visitor.PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "x"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(401);
    }

    private static Response user(String email) {
        return LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Ana", "email", email, "password", Visitor.PASSWORD))
                .post("/api/v1/users");
    }
}
