package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.FutureTask;
import nu.validator.client.EmbeddedValidator;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page is HTML that the Nu checker of the W3C has nothing to say against. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlValidityTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final long STACK_BYTES = 256L << 20;

    private final Visitor visitor = new Visitor();
    private final Visitor administrator = new Visitor();
    private boolean loggedIn;

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void twoPeopleLogIn() {
        if (!loggedIn) {
            visitor.logIn(Visitor.newDriver("es", DATE), Visitor.PASSWORD);
            administrator.logIn("admin@rumbo.example", Visitor.PASSWORD);
            loggedIn = true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/days/2026-03-10",
                "/days/2026-03-10?month=2026-02",
                "/days/2026-03-20",
                "/days/2020-01-01",
                "/days/nowhere",
                "/settings",
                "/settings/archive",
                "/settings/archive?upload=00000000",
                "/settings/security",
                "/settings/privacy",
                "/shares",
                "/settings/viewers",
                "/s/nothing",
                "/fleet/privacy",
                "/settings/security/second-factor",
                "/settings/close",
                "/trips/nowhere",
                "/stats?period=day&date=2026-03-10",
                "/stats?period=year&date=2026-03-10",
                "/stats?date=2020-01-01",
                "/calendar?year=2026",
                "/devices",
                "/help",
                "/offline",
                "/record",
                "/record?lang=es",
                "/fleet"
            })
    void aPageOfADriverIsValid(String path) throws Exception {
        assertThat(complaints(visitor, path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login",
                "/days/2026-03-10",
                "/fleet",
                "/people",
                "/invitations/none",
                "/audit",
                "/ops",
                "/audit?from=2020-01-01&to=2019-01-01"
            })
    void aPageOfAnAdministratorIsValid(String path) throws Exception {
        assertThat(complaints(administrator, path)).isEmpty();
    }

    @Test
    void thePageOfADriveAndItsReasonsAreValid() throws Exception {
        String drive =
                visitor.read("/days/" + DATE).select(".row--drive").first().id();
        assertThat(complaints(visitor, "/trips/" + drive)).isEmpty();
        assertThat(complaints(visitor, "/days/" + DATE + "?row=" + drive)).isEmpty();
    }

    @Test
    void thePagesThatALinkOpensAreValid() throws Exception {
        String day = shared("kind", "day", "date", DATE.toString(), "hours", "24");
        assertThat(complaints(new Visitor(), day)).isEmpty();
        assertThat(complaints(new Visitor(), shared("kind", "live", "hours", "2")))
                .isEmpty();
        assertThat(complaints(new Visitor(), shared("kind", "live", "hours", "2", "password", "tapir sifón vals 42")))
                .isEmpty();
    }

    private String shared(String... fields) {
        var form = visitor.browser()
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam(
                        "csrf-token",
                        visitor.read("/shares")
                                .select("input[name=csrf-token]")
                                .first()
                                .val());
        for (int i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return Jsoup.parse(form.post("/shares").asString())
                .select("[data-link]")
                .text()
                .replaceFirst(".*/s/", "/s/");
    }

    @Test
    void thePagesOfADeviceAreValid() throws Exception {
        String device = visitor.read("/devices").select("tr[data-device]").attr("data-device");
        assertThat(complaints(visitor, "/devices/" + device)).isEmpty();
        assertThat(complaints(visitor, "/devices/" + device + "/connect")).isEmpty();
        assertThat(complaints(visitor, "/devices/" + device + "/import")).isEmpty();
        assertThat(complaints(visitor, "/devices/" + device + "/erase?from=2026-03-10T00:00&to=2026-03-11T00:00"))
                .isEmpty();
    }

    /** On a thread of its own, because the checker's grammar recurses deeper than the usual stack reaches. */
    private static List<String> complaints(Visitor visitor, String path) throws Exception {
        byte[] page = visitor.browser().get(path).asString().getBytes(StandardCharsets.UTF_8);
        FutureTask<String> check = new FutureTask<>(() -> {
            EmbeddedValidator validator = new EmbeddedValidator();
            validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
            validator.setForceHTML(true);
            return validator.validate(new ByteArrayInputStream(page));
        });
        new Thread(null, check, "nu", STACK_BYTES).start();
        return JsonPath.from(check.get()).getList("messages.message");
    }
}
