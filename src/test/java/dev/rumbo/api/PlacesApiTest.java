package dev.rumbo.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places through the API. */
@QuarkusTest
@TestProfile(LiveServer.class)
class PlacesApiTest {

    private static final String PLACES = "/api/v1/places";

    @Test
    void aPlaceIsMadeChangedRemovedAndBroughtBack() {
        LiveServer.Account ana = LiveServer.newDriver();
        String id = json(ana, Map.of("name", "Casa", "lat", -34.9058123, "lon", -56.1913456))
                .post(PLACES)
                .then()
                .statusCode(201)
                .body("name", equalTo("Casa"))
                .body("radius", equalTo(100))
                .extract()
                .path("id");
        json(ana, Map.of("name", "Hogar", "lat", -34.9, "lon", -56.2, "radius", 50))
                .put(PLACES + "/" + id)
                .then()
                .statusCode(200)
                .body("radius", equalTo(50));
        ana.asks().get(PLACES).then().statusCode(200).body("places.name", contains("Hogar"));
        ana.asks().delete(PLACES + "/" + id).then().statusCode(204);
        ana.asks().delete(PLACES + "/" + id).then().statusCode(204);
        ana.asks().get(PLACES).then().body("places", empty());
        ana.asks()
                .contentType(ContentType.JSON)
                .post(PLACES + "/" + id + "/undo")
                .then()
                .statusCode(200)
                .body("places.name", contains("Hogar"));
        ana.asks()
                .contentType(ContentType.JSON)
                .post(PLACES + "/" + id + "/undo")
                .then()
                .statusCode(200)
                .body("places", empty());
    }

    @Test
    void aPlaceOfAnotherLooksAsIfItDidNotExist() {
        LiveServer.Account ana = LiveServer.newDriver();
        LiveServer.Account bob = LiveServer.newDriver();
        Map<String, Object> home = Map.of("name", "Casa", "lat", 1, "lon", 2);
        String id = json(ana, home).post(PLACES).then().extract().path("id");
        bob.asks().get(PLACES).then().body("places", empty());
        json(bob, home).put(PLACES + "/" + id).then().statusCode(404);
        bob.asks().delete(PLACES + "/" + id).then().statusCode(204);
        bob.asks()
                .contentType(ContentType.JSON)
                .post(PLACES + "/" + id + "/undo")
                .then()
                .statusCode(404);
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .post(PLACES + "/" + id + "/undo")
                .then()
                .statusCode(404);
        ana.asks().get(PLACES).then().body("places.id", contains(id));
    }

    @ParameterizedTest
    @CsvSource({
        "name, ,            1,  2, 100",
        "name, '  ',        1,  2, 100",
        "name, 'a\nb',      1,  2, 100",
        "lat,  Casa,       91,  2, 100",
        "lat,  Casa,         ,  2, 100",
        "lon,  Casa,        1, 181, 100",
        "radius, Casa,      1,  2, 19",
        "radius, Casa,      1,  2, 5001"
    })
    void aProblemNamesTheField(String field, String name, Double lat, Double lon, Integer radius) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", name);
        body.put("lat", lat);
        body.put("lon", lon);
        body.put("radius", radius);
        json(LiveServer.newDriver(), body)
                .post(PLACES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void aDeviceTokenMayNot() {
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.newDriver());
        new LiveServer.Account("", phone.token()).asks().get(PLACES).then().statusCode(403);
    }

    private static RequestSpecification json(LiveServer.Account account, Map<String, Object> body) {
        return account.asks().contentType(ContentType.JSON).body(body);
    }
}
