package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Password, address, sessions and tokens, changed by their owner without a script. */
@QuarkusTest
@TestProfile(LiveServer.class)
class SecurityPageTest {

    private static final String PAGE = "/settings/security";
    private static final String NEW_PASSWORD = "tapir sifón vals 42";

    private final Visitor here = new Visitor();
    private final Visitor elsewhere = new Visitor();
    private String email = "";

    @BeforeEach
    void aDriver() {
        email = Visitor.newUser("driver", "en");
    }

    @Test
    void everyBrowserIsListedWithThisOneFirstAndAnotherIsLoggedOut() {
        bothLogIn();
        List<String> rows = here.read(PAGE).select("tr[data-session]").eachAttr("data-session");
        assertThat(rows).hasSize(2);
        assertThat(here.read(PAGE).select("tr[data-session]").first().select("[data-current]"))
                .hasSize(1);

        send(here, "/sessions/" + rows.get(1) + "/end", Map.of());

        assertThat(elsewhere.browser().get(PAGE).statusCode()).isEqualTo(302);
        assertThat(here.read(PAGE).select("tr[data-session]").eachAttr("data-session"))
                .containsExactly(rows.get(0));
    }

    @Test
    void everyOtherBrowserIsLoggedOutAtOnce() {
        bothLogIn();

        send(here, "/sessions/end-others", Map.of());

        assertThat(elsewhere.browser().get(PAGE).statusCode()).isEqualTo(302);
        assertThat(here.browser().get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void aStrangersSessionCannotBeEnded() {
        bothLogIn();
        Visitor stranger = new Visitor();
        stranger.logIn(Visitor.newUser("driver", "es"), Visitor.PASSWORD);
        String id = stranger.read(PAGE).select("tr[data-session]").attr("data-session");

        assertThat(send(here, "/sessions/" + id + "/end", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(stranger.browser().get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void loggingInAnewEndsTheSessionBefore() {
        bothLogIn();

        here.logIn(email, Visitor.PASSWORD);

        assertThat(here.read(PAGE).select("tr[data-session]")).hasSize(2);
    }

    @Test
    void aTokenIsShownOnceWorksAndIsWithdrawn() {
        bothLogIn();
        Response made = send(here, "/tokens", Map.of("name", "<b>script</b>", "scope", "read", "days", "30"));
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String token = Jsoup.parse(made.asString()).select("[data-token]").text();
        assertThat(asks(token)).isEqualTo(200);
        Document page = here.read(PAGE);
        assertThat(page.text()).doesNotContain(token);
        assertThat(page.select("tr[data-access-token] th").text()).isEqualTo("<b>script</b>");

        send(here, "/tokens/" + page.select("tr[data-access-token]").attr("data-access-token") + "/withdraw", Map.of());

        assertThat(asks(token)).isEqualTo(401);
        assertThat(here.read(PAGE).select("tr[data-access-token]")).isEmpty();
    }

    @Test
    void aNewPasswordLogsOutEveryOtherBrowserAndWithdrawsTokensWhereAsked() {
        bothLogIn();
        String kept = Visitor.token(email);

        Response changed = send(here, "/password", Map.of("current", Visitor.PASSWORD, "password", NEW_PASSWORD));

        assertThat(changed.statusCode()).isEqualTo(303);
        assertThat(elsewhere.browser().get(PAGE).statusCode()).isEqualTo(302);
        assertThat(here.browser().get(PAGE).statusCode()).isEqualTo(200);
        assertThat(asks(kept)).isEqualTo(200);
        assertThat(elsewhere.logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(elsewhere.logIn(email, NEW_PASSWORD).statusCode()).isEqualTo(303);

        send(here, "/password", Map.of("current", NEW_PASSWORD, "password", Visitor.PASSWORD, "tokens", "withdraw"));
        assertThat(asks(kept)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "not the password,  tapir sifón vals 42, not right",
        "correct horse battery, short,          fewer than 8",
        "correct horse battery, password123,    too easy"
    })
    void aPasswordThatIsNotChangedIsToldWhy(String current, String wanted, String told) {
        bothLogIn();

        Response answer = send(here, "/password", Map.of("current", current, "password", wanted));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.asString()).select("[role=alert]").text()).contains(told);
        assertThat(elsewhere.browser().get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void anAddressIsChangedWithThePasswordAndNeverToATakenOne() {
        bothLogIn();
        String wanted = "new-" + email;
        String taken = Visitor.newUser("driver", "en");

        assertThat(change("not the password", wanted)).isEqualTo(400);
        assertThat(change(Visitor.PASSWORD, taken)).isEqualTo(400);
        assertThat(change(Visitor.PASSWORD, "no address")).isEqualTo(400);
        assertThat(change(Visitor.PASSWORD, wanted)).isEqualTo(303);

        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(401);
        assertThat(new Visitor().logIn(wanted, Visitor.PASSWORD).statusCode()).isEqualTo(303);
        assertThat(here.read(PAGE).select("#email").val()).isEqualTo(wanted);
    }

    private int change(String current, String wanted) {
        return send(here, "/email", Map.of("current", current, "email", wanted)).statusCode();
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        bothLogIn();

        assertThat(here.browser()
                        .formParam("current", Visitor.PASSWORD)
                        .formParam("password", NEW_PASSWORD)
                        .post(PAGE + "/password")
                        .statusCode())
                .isEqualTo(400);
        assertThat(elsewhere.browser().get(PAGE).statusCode()).isEqualTo(200);
    }

    private void bothLogIn() {
        here.logIn(email, Visitor.PASSWORD);
        elsewhere.logIn(email, Visitor.PASSWORD);
    }

    private static Response send(Visitor visitor, String action, Map<String, String> fields) {
        String token =
                visitor.read(PAGE).select("input[name=csrf-token]").first().val();
        return visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("csrf-token", token)
                .formParams(fields)
                .post(PAGE + action);
    }

    private static int asks(String token) {
        return given().auth().oauth2(token).get("/api/v1/trips").statusCode();
    }
}
