package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second factor from the scan to its end, with the codes of a real app. */
@QuarkusTest
@TestProfile(LiveServer.class)
class SecondFactorPageTest {

    private static final String PAGE = "/settings/security/second-factor";
    private static final TimeBasedOneTimePasswordGenerator APP = new TimeBasedOneTimePasswordGenerator();

    private final Visitor here = new Visitor();
    private String email = "";
    private String secret = "";
    private long lastStep;

    @BeforeEach
    void aDriver() {
        email = Visitor.newUser("driver", "en");
        here.logIn(email, Visitor.PASSWORD);
    }

    @Test
    void aLogInNeedsTheCodeAndUntilThenOpensNothing() {
        Visitor elsewhere = new Visitor();
        elsewhere.logIn(email, Visitor.PASSWORD);
        switchOn();
        assertThat(elsewhere.browser().get("/settings").statusCode()).isEqualTo(302);
        assertThat(here.browser().get("/settings").statusCode()).isEqualTo(200);

        Response half = elsewhere.logIn(email, Visitor.PASSWORD);

        assertThat(half.statusCode()).isEqualTo(303);
        assertThat(half.header("Location")).endsWith("/login/code?to=/");
        assertThat(elsewhere.browser().get("/settings").statusCode()).isEqualTo(302);
        assertThat(elsewhere.browser().get("/api/v1/trips").statusCode()).isEqualTo(401);
        Response wrong = give(elsewhere, "000000");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Jsoup.parse(wrong.asString()).select("[role=alert]").text()).contains("not right");
        String code = nextCode();
        assertThat(give(elsewhere, code).statusCode()).isEqualTo(303);
        assertThat(elsewhere.browser().get("/settings").statusCode()).isEqualTo(200);
        assertThat(elsewhere.browser().get("/login/code").statusCode()).isEqualTo(303);

        Visitor thief = new Visitor();
        thief.logIn(email, Visitor.PASSWORD);
        assertThat(give(thief, code).statusCode()).isEqualTo(401);
    }

    @Test
    void aRecoveryCodeOpensOnceAndIsCounted() {
        List<String> codes = switchOn();
        assertThat(codes).hasSize(10);
        Visitor elsewhere = new Visitor();
        elsewhere.logIn(email, Visitor.PASSWORD);

        assertThat(give(elsewhere, codes.get(0)).statusCode()).isEqualTo(303);

        assertThat(elsewhere.read(PAGE).text())
                .contains("9 recovery codes are left")
                .doesNotContain(codes.get(1));
        Visitor again = new Visitor();
        again.logIn(email, Visitor.PASSWORD);
        assertThat(give(again, codes.get(0)).statusCode()).isEqualTo(401);
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=recovery-code-used&limit=1")
                .then()
                .body("events.subject.name", contains("Ana"));
    }

    @Test
    void aTokenByPasswordNeedsTheCodeToo() {
        List<String> codes = switchOn();

        token(Map.of("name", "x"), "").then().statusCode(403).body("errors.field", contains("code"));
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=code-asked&limit=1")
                .then()
                .body("events.subject.name", contains("Ana"));
        token(Map.of("name", "x"), "000000").then().statusCode(403);
        token(Map.of("name", "x", "code", codes.get(0)), "").then().statusCode(201);
        token(Map.of("name", "x"), codes.get(0)).then().statusCode(403);
        String token = token(Map.of("name", "x"), nextCode())
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        given().auth()
                .oauth2(token)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "made with another"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201);
    }

    @Test
    void guessingCodesIsStopped() {
        switchOn();
        Visitor guesser = new Visitor();
        guesser.logIn(email, Visitor.PASSWORD);
        for (int i = 0; i < 10; i++) {
            assertThat(give(guesser, "00000" + i).statusCode()).isEqualTo(401);
        }

        assertThat(give(guesser, "000000").statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"true,  not the password,      not right", "false, correct horse battery, code is not right"})
    void whatIsNotSwitchedOnIsToldWhyAndOffersTheSameSecretAgain(boolean rightCode, String password, String told) {
        Document page = here.read(PAGE);
        secret = page.select("[data-secret]").text();

        Response answer = send(
                "/on",
                Map.of(
                        "offer",
                        page.select("[name=offer]").val(),
                        "code",
                        rightCode ? nextCode() : "000000",
                        "current",
                        password));

        assertThat(answer.statusCode()).isEqualTo(400);
        Document again = Jsoup.parse(answer.asString());
        assertThat(again.select("[role=alert]").text()).contains(told);
        assertThat(again.select("[data-secret]").text()).isEqualTo(secret);
        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).header("Location"))
                .endsWith("/");
    }

    @Test
    void anothersOfferIsNotTaken() {
        Visitor stranger = new Visitor();
        stranger.logIn(Visitor.newUser("driver", "en"), Visitor.PASSWORD);
        Document page = stranger.read(PAGE);
        secret = page.select("[data-secret]").text();

        Response answer = send(
                "/on",
                Map.of("offer", page.select("[name=offer]").val(), "code", nextCode(), "current", Visitor.PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.asString()).select("[role=alert]").text()).contains("took too long");
    }

    @Test
    void itIsSwitchedOffWithThePasswordOrByAnAdministrator() {
        switchOn();
        assertThat(send("/off", Map.of("current", "not the password")).statusCode())
                .isEqualTo(400);
        assertThat(send("/off", Map.of("current", Visitor.PASSWORD)).statusCode())
                .isEqualTo(303);
        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).header("Location"))
                .endsWith("/");

        switchOn();
        Visitor boss = new Visitor();
        boss.logIn("admin@rumbo.example", Visitor.PASSWORD);
        String id = LiveServer.admin()
                .asks()
                .get("/api/v1/users?limit=10000")
                .path("users.find { it.email == '" + email + "' }.id");
        String action = "/people/" + id + "/second-factor/remove";
        Document person = boss.read("/people/" + id);
        assertThat(person.select("form[action=" + action + "]")).hasSize(1);
        boss.browser()
                .formParam(
                        "csrf-token",
                        person.select("input[name=csrf-token]").first().val())
                .post(action)
                .then()
                .statusCode(303);
        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).header("Location"))
                .endsWith("/");
    }

    /** @return the recovery codes */
    private List<String> switchOn() {
        Document page = here.read(PAGE);
        secret = page.select("[data-secret]").text();
        Response answer = send(
                "/on",
                Map.of("offer", page.select("[name=offer]").val(), "code", nextCode(), "current", Visitor.PASSWORD));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return Jsoup.parse(answer.asString()).select("[data-recovery] code").eachText();
    }

    /** The first that was not used: the app's, or the one that it shows next. */
    private String nextCode() {
        lastStep = Math.max(lastStep + 1, Instant.now().getEpochSecond() / 30);
        try {
            return APP.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), APP.getAlgorithm()),
                    Instant.ofEpochSecond(lastStep * 30));
        } catch (InvalidKeyException noKey) {
            throw new AssertionError(noKey);
        }
    }

    private Response token(Map<String, Object> body, String code) {
        var asks = given().auth().preemptive().basic(email, Visitor.PASSWORD).contentType(ContentType.JSON);
        return (code.isEmpty() ? asks : asks.header("X-Rumbo-Code", code))
                .body(body)
                .post("/api/v1/tokens");
    }

    private Response send(String action, Map<String, String> fields) {
        return send(here, PAGE, PAGE + action, fields);
    }

    private static Response give(Visitor visitor, String code) {
        return send(visitor, "/login/code", "/login/code", Map.of("code", code));
    }

    private static Response send(Visitor visitor, String form, String action, Map<String, String> fields) {
        String token =
                visitor.read(form).select("input[name=csrf-token]").first().val();
        return visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("csrf-token", token)
                .formParams(fields)
                .post(action);
    }
}
