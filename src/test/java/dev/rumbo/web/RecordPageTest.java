package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recorder's page, and how a browser comes to the token that it posts with. */
@QuarkusTest
@TestProfile(LiveServer.class)
class RecordPageTest {

    @ParameterizedTest
    @CsvSource({"en,Recorder", "es,Grabadora"})
    void thePageIsTheSameForEverybody(String language, String title) {
        Visitor reader = new Visitor();
        reader.logIn(Visitor.newUser("driver", "es"), Visitor.PASSWORD);
        Response own = reader.browser().get("/record?lang=" + language);
        Response nobodys = given().get("/record?lang=" + language);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body().asString()).isEqualTo(nobodys.body().asString());
        Document page = Jsoup.parse(own.body().asString());
        assertThat(page.select("h1").text()).isEqualTo(title);
        assertThat(page.select("link[rel=manifest]").attr("href")).isEqualTo("/record/" + language + ".webmanifest");
        assertThat(page.select(".without-script").text()).contains("JavaScript");
        given().get("/record/" + language + ".webmanifest")
                .then()
                .statusCode(200)
                .body(containsString("\"scope\": \"/record\""))
                .body(containsString("\"start_url\": \"/record?lang=" + language + "\""));
    }

    @Test
    void theBrowsersLanguageIsSpokenWhereNoneIsAskedFor() {
        given().header("Accept-Language", "es-UY,es;q=0.9")
                .get("/record")
                .then()
                .body(containsString("Grabadora"));
        given().header("Accept-Language", "de").get("/record?lang=").then().body(containsString("Recorder"));
    }

    @Test
    void whoLogsInFromItComesBackToIt() {
        Visitor reader = new Visitor();
        String link = reader.read("/record").select("[data-problem=login] a").attr("href");
        var form = reader.read(link).select("form[action=/login]");
        Response wrong = reader.browser()
                .formParam("csrf-token", form.select("input[name=csrf-token]").val())
                .formParam("to", form.select("input[name=to]").val())
                .formParam("email", "nobody@rumbo.example")
                .formParam("password", "wrong password")
                .post("/login");
        var again = Jsoup.parse(wrong.asString()).select("form[action=/login]");
        Response in = reader.browser()
                .formParam("csrf-token", again.select("input[name=csrf-token]").val())
                .formParam("to", again.select("input[name=to]").val())
                .formParam("email", Visitor.newUser("driver", "en"))
                .formParam("password", Visitor.PASSWORD)
                .post("/login");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.header("Location")).endsWith("/record");
    }

    @Test
    void itsWorkerIsForTheRecorderAlone() {
        given().get("/record-sw.js")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-cache")
                .header("Service-Worker-Allowed", equalTo(null));
    }

    @Test
    void theReaderIsToldToThemselvesOnly() {
        Visitor reader = new Visitor();
        reader.logIn(Visitor.newUser("driver", "en-US"), Visitor.PASSWORD);
        reader.browser()
                .get("/record/reader")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("locale", equalTo("en-US"))
                .body("timeZone", equalTo("America/Montevideo"))
                .body("distanceUnit", equalTo("mi"))
                .body("speedUnit", equalTo("mph"))
                .body("twelveHours", equalTo(true));
        assertThat(new Visitor().browser().get("/record/reader").statusCode()).isEqualTo(302);
    }

    @Test
    void aDeviceGetsANewTokenAndTheOldOneIsVoid() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String path = "/api/v1/devices/" + phone.id() + "/token";
        String token = driver.asks()
                .contentType(ContentType.JSON)
                .post(path)
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("id", equalTo(phone.id()))
                .body("userId", equalTo(driver.id()))
                .extract()
                .path("token");
        assertThat(statusOfAPost(phone.token())).isEqualTo(401);
        assertThat(statusOfAPost(token)).isEqualTo(202);
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .post(path)
                .then()
                .statusCode(201);
    }

    @Test
    void nobodyElseMakesOne() {
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.newDriver());
        String path = "/api/v1/devices/" + phone.id() + "/token";
        LiveServer.newDriver()
                .asks()
                .contentType(ContentType.JSON)
                .post(path)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .post(path)
                .then()
                .statusCode(403);
        given().contentType(ContentType.JSON).post(path).then().statusCode(401);
        assertThat(statusOfAPost(phone.token())).isEqualTo(202);
    }

    @Test
    void anotherSiteCannotMakeABrowserAskForOne() {
        String email = Visitor.newUser("driver", "en");
        Visitor driver = new Visitor();
        driver.logIn(email, Visitor.PASSWORD);
        LiveServer.Phone phone = LiveServer.newPhone(new LiveServer.Account("", Visitor.token(email)));
        String path = "/api/v1/devices/" + phone.id() + "/token";
        driver.browser()
                .contentType(ContentType.JSON)
                .header("Sec-Fetch-Site", "cross-site")
                .body("{}")
                .post(path)
                .then()
                .statusCode(403);
        driver.browser()
                .contentType(ContentType.JSON)
                .header("Sec-Fetch-Site", "same-origin")
                .body("{}")
                .post(path)
                .then()
                .statusCode(201);
    }

    private static int statusOfAPost(String token) {
        return given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body("{\"positions\":[]}")
                .post("/api/v1/positions")
                .statusCode();
    }
}
