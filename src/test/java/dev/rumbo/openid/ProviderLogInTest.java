package dev.rumbo.openid;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.rumbo.api.LiveServer;
import dev.rumbo.openid.TestProvider.Forgery;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** People log in with a provider that speaks OpenID Connect over HTTP, and somebody in between forges what it says. */
@QuarkusTest
@TestProfile(WithProvider.class)
class ProviderLogInTest {

    private static final int STEP_SECONDS = 30;
    private static final String ANOTHER_PERSON = "another person of the provider";

    @ConfigProperty(name = "rumbo.openid.issuer")
    URI issuer;

    private final Visitor here = new Visitor();
    private final String subject = UUID.randomUUID().toString();
    private TestProvider provider;
    private String email;

    @BeforeEach
    void aDriverOfTheProvider() throws IOException {
        provider = new TestProvider(issuer);
        email = Visitor.newUser("driver", "en");
        provider.logsIn(claims(email, true));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void thePageOffersItAndWhoComesBackIsLoggedInWithTheirOwnAccount() {
        assertThat(here.read("/login").select("a[href=/login/openid]").text()).isEqualTo("Log in with Acme");

        Response back = comeBack(here, begin(here, "/login/openid?to=/settings"));

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.header("Location")).endsWith("/settings");
        Document security = here.read("/settings/security");
        assertThat(security.select("#email").val()).isEqualTo(email);
        assertThat(security.select("[data-session]")).hasSize(1);
        assertThat(security.select("#provider-part + p").text()).contains("opens with Acme too");
        acts().body("events.act", hasItem("identity-linked")).body("events.act", hasItem("log-in"));
    }

    @Test
    void theIdentityOpensTheAccountThoughItsAddressChangesAndTheAddressAloneNoMore() {
        assertThat(logIn(here).statusCode()).isEqualTo(303);

        provider.logsIn(claims("new-" + email, true));
        Visitor later = new Visitor();
        assertThat(logIn(later).statusCode()).isEqualTo(303);
        assertThat(later.read("/settings/security").select("#email").val()).isEqualTo(email);

        Map<String, Object> heir = claims(email, true);
        heir.put("sub", ANOTHER_PERSON + UUID.randomUUID());
        provider.logsIn(heir);
        assertThat(why(logIn(new Visitor()), 403)).isEqualTo("OTHER_IDENTITY");
    }

    @ParameterizedTest
    @CsvSource({"false", "'false'", "maybe", "TRUE", ","})
    void anAddressThatTheProviderDidNotVerifyOpensNothing(String verified) {
        Map<String, Object> claims = claims(email, true);
        claims.remove("email_verified");
        if (verified != null) {
            claims.put("email_verified", verified);
        }
        provider.logsIn(claims);

        assertThat(why(logIn(here), 403)).isEqualTo("NOT_VERIFIED");

        assertThat(here.browser().get("/settings").statusCode()).isEqualTo(302);
        acts().body("events.act", not(hasItem("identity-refused")));
    }

    @Test
    void whoHasNoAddressOrNoAccountIsToldSoAndGetsNone() {
        String unknown = UUID.randomUUID() + "@rumbo.example";
        provider.logsIn(claims(unknown, true));
        assertThat(why(logIn(here), 403)).isEqualTo("NO_ACCOUNT");
        LiveServer.admin().asks().get("/api/v1/users?limit=10000").then().body("users.email", not(hasItem(unknown)));

        Map<String, Object> nameless = claims(email, true);
        nameless.remove("email");
        provider.logsIn(nameless);
        assertThat(why(logIn(here), 403)).isEqualTo("NO_EMAIL");

        assertThat(new Visitor().read("/login").text()).doesNotContain(unknown);
    }

    @Test
    void claimsThatOnlyTheUserInfoTellsCount() {
        provider.tellsByUserInfoOnly();

        assertThat(logIn(here).statusCode()).isEqualTo(303);
        assertThat(here.read("/settings/security").select("#email").val()).isEqualTo(email);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aForgedTokenOpensNothing(Forgery forgery) {
        provider.forges(forgery);

        Response back = logIn(here);

        assertThat(why(back, 403)).isEqualTo("NOT_TO_BE_BELIEVED");
        assertThat(back.headers().getValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("rumbo_session"));
        assertThat(here.browser().get("/settings").statusCode()).isEqualTo(302);
    }

    @Test
    void anAnswerIsOfUseInTheBrowserThatAskedAndOnce() {
        String stolen = follow(begin(here, "/login/openid"));
        Visitor thief = new Visitor();
        assertThat(why(get(thief, stolen), 400)).isEqualTo("NOT_BEGUN_HERE");
        begin(thief, "/login/openid");
        assertThat(why(get(thief, stolen), 400)).as("with another state").isEqualTo("NOT_BEGUN_HERE");
        assertThat(why(get(here, "/login/openid/back"), 400))
                .as("without anything")
                .isEqualTo("NOT_BEGUN_HERE");

        String answer = follow(begin(here, "/login/openid"));
        assertThat(why(get(here, answer.replaceFirst("iss=[^&]*", "iss=https%3A%2F%2Fanother.example")), 403))
                .as("from another provider")
                .isEqualTo("NOT_TO_BE_BELIEVED");

        String used = follow(begin(here, "/login/openid"));
        assertThat(get(here, used).statusCode()).isEqualTo(303);
        assertThat(why(get(here, used), 400)).isEqualTo("NOT_BEGUN_HERE");
    }

    @Test
    void aCodeOfAnotherBrowserIsNotRedeemed() {
        String stolen = follow(begin(here, "/login/openid"));
        Visitor thief = new Visitor();
        String own = follow(begin(thief, "/login/openid"));

        // The thief has a state of their own, and puts the code of the victim beside it: PKCE tells them apart.
        Response back = get(thief, own.replaceFirst("code=[^&]*", stolen.replaceFirst(".*(code=[^&]*).*", "$1")));

        assertThat(why(back, 403)).isEqualTo("REFUSED_THERE");
    }

    @Test
    void whoTurnsBackIsToldSoInTheirLanguage() {
        provider.denies();

        Response begun = spanish().get("/login/openid");
        Response back =
                spanish().cookies(begun.cookies()).urlEncodingEnabled(false).get(follow(begun.header("Location")));

        assertThat(Jsoup.parse(back.asString()).select("[data-why]").text())
                .isEqualTo("Acme no le dejó entrar, o usted desistió.");
        assertThat(why(back, 403)).isEqualTo("REFUSED_THERE");
    }

    @Test
    void aProviderThatDoesNotAnswerIsToldOf() {
        String answer = follow(begin(here, "/login/openid"));
        provider.close();

        assertThat(why(get(here, answer), 503)).isEqualTo("UNREACHABLE");
        assertThat(new Visitor().logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void theSecondFactorOfTheAccountIsAskedForAllTheSame() throws Exception {
        here.logIn(email, Visitor.PASSWORD);
        String page = "/settings/security/second-factor";
        Document offered = here.read(page);
        String secret = offered.select("[data-secret]").text();
        String code = code(secret, 0);
        post(
                here,
                page,
                page + "/on",
                "offer",
                offered.select("[name=offer]").val(),
                "code",
                code,
                "current",
                Visitor.PASSWORD);
        Visitor elsewhere = new Visitor();
        provider.logsIn(with(claims(email, true), "cognito:groups", List.of("admin")));

        Response back = logIn(elsewhere);

        assertThat(back.header("Location")).contains("/login/code");
        acts().body("events.act", not(hasItem("identity-linked"))).body("events.act", not(hasItem("role-changed")));
        assertThat(elsewhere.browser().get("/settings").statusCode()).isEqualTo(302);
        assertThat(elsewhere.browser().get("/login/code").statusCode()).isEqualTo(200);
        assertThat(here.browser().get("/people").statusCode()).isEqualTo(403);

        assertThat(post(elsewhere, "/login/code", "/login/code", "code", code(secret, STEP_SECONDS))
                        .statusCode())
                .isEqualTo(303);
        assertThat(elsewhere.browser().get("/people").statusCode()).isEqualTo(200);
        acts().body("events.act", hasItem("identity-linked")).body("events.act", hasItem("role-changed"));
    }

    @Test
    void whoeverTookAnothersAddressDoesNotGetTheirLogIn() {
        String taken = UUID.randomUUID() + "@rumbo.example";
        Visitor thief = new Visitor();
        thief.logIn(email, Visitor.PASSWORD);
        post(thief, "/settings/security", "/settings/security/email", "email", taken, "current", Visitor.PASSWORD);
        assertThat(thief.read("/settings/security").select("#email").val()).isEqualTo(taken);
        provider.logsIn(claims(taken, true));

        assertThat(why(logIn(here), 403)).isEqualTo("NOT_CONFIRMED");

        assertThat(thief.read("/settings/security").select("#provider-part + p").text())
                .doesNotContain("opens with Acme too");
        assertThat(logIn(thief).statusCode())
                .as("who shows to be both, in one browser")
                .isEqualTo(303);
        assertThat(logIn(new Visitor()).statusCode()).isEqualTo(303);
    }

    @Test
    void anAdministratorUnlinksWhomTheProviderKnowsAsAnotherByNow() {
        assertThat(logIn(here).statusCode()).isEqualTo(303);
        provider.logsIn(with(claims(email, true), "sub", ANOTHER_PERSON + subject));
        assertThat(why(logIn(new Visitor()), 403)).isEqualTo("OTHER_IDENTITY");
        Visitor administrator = new Visitor();
        administrator.logIn(Visitor.newUser("admin", "en"), Visitor.PASSWORD);
        String person = "/people/" + id(email);
        assertThat(administrator.read(person).select("#provider-part")).hasSize(1);

        assertThat(post(administrator, person, person + "/provider/unlink").header("Location"))
                .endsWith("done=unlinked");

        acts().body("events.act", hasItem("identity-unlinked"));
        assertThat(logIn(new Visitor()).statusCode()).isEqualTo(303);
        LiveServer.admin()
                .asks()
                .delete("/api/v1/users/" + id(email) + "/identity")
                .then()
                .statusCode(204);
        assertThat(administrator.read(person).select("#provider-part")).isEmpty();
    }

    /** Somebody else is logged in in the browser to which the provider sends the answer. */
    @Test
    void aRoleThatTheProviderGivesIsItsOwnAct() {
        String other = Visitor.newUser("driver", "en");
        here.logIn(other, Visitor.PASSWORD);
        provider.logsIn(with(claims(email, true), "cognito:groups", List.of("admin")));

        assertThat(logIn(here).statusCode()).isEqualTo(303);

        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=role-changed&user=" + id(email))
                .then()
                .body("events.actor.name", everyItem(equalTo("Acme")))
                .body("events.actor.name", hasItem("Acme"));
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=role-changed&user=" + id(other))
                .then()
                .body("events", hasSize(0));
    }

    @Test
    void twoTabsEachComeBack() {
        String first = follow(begin(here, "/login/openid?to=/settings"));
        String second = follow(begin(here, "/login/openid?to=/calendar"));

        assertThat(get(here, second).header("Location")).endsWith("/calendar");
        assertThat(get(here, first).header("Location")).endsWith("/settings");
        assertThat(why(get(here, first), 400)).isEqualTo("NOT_BEGUN_HERE");
    }

    @Test
    void theGroupsOfTheClaimDecideOnTheRoleWithEachLogIn() {
        Map<String, Object> claims = claims(email, true);
        claims.put("cognito:groups", List.of("admin", "of something else"));
        provider.logsIn(claims);
        logIn(here);
        assertThat(here.browser().get("/people").statusCode()).isEqualTo(200);
        assertThat(here.browser().get("/api/v1/audit?scope=installation").statusCode())
                .as("no operator")
                .isEqualTo(403);

        provider.logsIn(claims(email, true));
        Visitor later = new Visitor();
        logIn(later);

        assertThat(later.browser().get("/people").statusCode()).isEqualTo(403);
        assertThat(here.browser().get("/people").statusCode()).as("logged out").isEqualTo(302);
    }

    @Test
    void anInvitedPersonComesInWithoutAPasswordAndSetsOne() {
        String invited = UUID.randomUUID() + "@rumbo.example";
        String link = invitation(invited);
        assertThat(here.browser()
                        .header("Sec-Fetch-Site", "cross-site")
                        .get("/login/openid?invitation=" + link.replaceFirst(".*/", ""))
                        .statusCode())
                .as("by a link of another site")
                .isEqualTo(400);
        assertThat(here.read(link).select("a[href^=/login/openid]").text()).isEqualTo("Accept with Acme");

        assertThat(why(
                        comeBack(
                                here,
                                begin(
                                        here,
                                        here.read(link)
                                                .select("a[href^=/login/openid]")
                                                .attr("href"))),
                        303))
                .as("the account of the address that the provider tells, not of the invited one")
                .isEmpty();
        provider.logsIn(with(claims(invited.toUpperCase(Locale.ROOT), true), "sub", "new " + subject));
        Visitor newcomer = new Visitor();
        String accept = newcomer.read(link).select("a[href^=/login/openid]").attr("href");
        assertThat(comeBack(newcomer, begin(newcomer, accept)).statusCode()).isEqualTo(303);

        assertThat(newcomer.read("/settings").select("[name=name]").val()).isEqualTo("Noé Ñandú");
        assertThat(newcomer.read("/settings/security").text()).contains("You have no password here");
        assertThat(new Visitor().browser().get(link).statusCode()).as("used").isEqualTo(404);
        assertThat(new Visitor().logIn(invited, "none").statusCode()).isEqualTo(401);
        assertThat(post(newcomer, "/settings/security", "/settings/security/provider/unlink")
                        .statusCode())
                .as("nobody locks themselves out")
                .isEqualTo(400);
        assertThat(post(newcomer, "/settings/security", "/settings/security/password", "password", Visitor.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        assertThat(new Visitor().logIn(invited, Visitor.PASSWORD).statusCode()).isEqualTo(303);

        assertThat(post(newcomer, "/settings/security", "/settings/security/provider/unlink")
                        .header("Location"))
                .endsWith("done=unlinked");
        LiveServer.admin()
                .asks()
                .get("/api/v1/audit?act=identity-unlinked&limit=1")
                .then()
                .body("events.subject.name", hasItem("Noé Ñandú"));
    }

    @Test
    void whoseAccessEndedIsNotLetIn() {
        logIn(here);
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("active", false))
                .patch("/api/v1/users/" + id(email))
                .then()
                .statusCode(200);

        assertThat(why(logIn(new Visitor()), 403)).isEqualTo("ACCESS_ENDED");
        acts().body("events.act", hasItem("identity-refused"));
    }

    @Test
    void whoLogsOutIsToldThatTheProvidersSessionGoesOn() {
        logIn(here);

        Response out = post(here, "/settings", "/logout");

        assertThat(out.header("Location")).endsWith("/login?done=out");
        assertThat(here.browser().get("/settings").statusCode()).isEqualTo(302);
        assertThat(here.read("/login?done=out").select("[role=status] a").attr("href"))
                .isEqualTo("/login/openid/out");
        assertThat(here.browser().get("/login/openid/out").header("Location"))
                .startsWith(issuer + "/logout?client_id=rumbo&post_logout_redirect_uri=http");
        Visitor byPassword = new Visitor();
        byPassword.logIn(email, Visitor.PASSWORD);
        assertThat(post(byPassword, "/settings", "/logout").header("Location")).endsWith("/login");
    }

    private static RequestSpecification spanish() {
        return given().redirects().follow(false).header("Accept", "text/html").header("Accept-Language", "es");
    }

    private Map<String, Object> claims(String address, boolean verified) {
        return new HashMap<>(Map.of("sub", subject, "email", address, "email_verified", verified, "name", "Noé Ñandú"));
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        claims.put(name, value);
        return claims;
    }

    private Response logIn(Visitor visitor) {
        return comeBack(visitor, begin(visitor, "/login/openid"));
    }

    /** @return the provider's page */
    private String begin(Visitor visitor, String path) {
        Response begun = visitor.browser().urlEncodingEnabled(false).get(path);
        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(begun.header("Location")).startsWith(issuer + "/authorize");
        return begun.header("Location");
    }

    private Response comeBack(Visitor visitor, String page) {
        return get(visitor, follow(page));
    }

    private static Response get(Visitor visitor, String address) {
        return visitor.browser().urlEncodingEnabled(false).get(address);
    }

    /** What the person's browser does at the provider. */
    private static String follow(String page) {
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(page)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return answer.headers().firstValue("Location").orElseThrow();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** What the page says; it says so in words, too. */
    private static String why(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.header("Location")).isEqualTo(status);
        var told = Jsoup.parse(answer.asString()).select("[data-why]");
        assertThat(told.isEmpty() || told.text().length() > 20).isTrue();
        return told.attr("data-why");
    }

    private static Response post(Visitor visitor, String page, String path, String... fields) {
        var form = visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam(
                        "csrf-token",
                        visitor.read(page)
                                .select("input[name=csrf-token]")
                                .first()
                                .val());
        for (int i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post(path);
    }

    private static String invitation(String address) {
        return LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("email", address, "role", "driver"))
                .post("/api/v1/invitations")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("link")
                .replaceFirst("https?://[^/]*", "");
    }

    private static String id(String address) {
        return LiveServer.admin()
                .asks()
                .get("/api/v1/users?limit=10000")
                .path("users.find { it.email == '" + address + "' }.id");
    }

    /** Of this test's user. */
    private ValidatableResponse acts() {
        return LiveServer.admin()
                .asks()
                .get("/api/v1/audit?user=" + id(email))
                .then()
                .statusCode(200);
    }

    /** @param ahead seconds: each code is taken once */
    private static String code(String secret, int ahead) throws Exception {
        var app = new TimeBasedOneTimePasswordGenerator();
        return app.generateOneTimePasswordString(
                new SecretKeySpec(new Base32().decode(secret.replace(" ", "")), app.getAlgorithm()),
                Instant.now().plusSeconds(ahead));
    }
}
