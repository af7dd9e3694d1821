package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places with names, given without a script. Every test has a driver of its own, who drove there and back. */
@QuarkusTest
@TestProfile(LiveServer.class)
class DayPlacesTest {

    private static final String DAY = "/days/" + LocalDate.of(2026, 3, 10);

    private final Visitor driver = new Visitor();
    private String email = "";

    @BeforeEach
    void aDriverLogsIn() {
        email = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        driver.logIn(email, Visitor.PASSWORD);
    }

    @Test
    void aNameShowsAtEveryStopThereAndOnTheEndsOfDrives() {
        Document page = name("Home <b>&", "150");
        assertThat(page.select("[data-toast-words]").text()).isEqualTo("Named “Home <b>&”, within 150 m");
        Element start = page.select(".row--stop").first();
        assertThat(start.select(".row__place").text()).isEqualTo("Home <b>&");
        assertThat(page.select(".row--drive").first().select(".row__place").text())
                .endsWith("→ Home <b>&");
        assertThat(page.select(".row__place b")).isEmpty();
        String trip = page.select(".row--drive").first().id();
        assertThat(driver.read("/trips/" + trip).select("h1").text()).endsWith("→ Home <b>&");
        String token = Visitor.token(email);
        for (String path :
                List.of("/api/v1/trips/" + trip, "/api/v1" + DAY, "/api/v1/trips?from=2026-03-01T00:00:00Z")) {
            assertThat(given().auth().oauth2(token).get(path).asString())
                    .as(path)
                    .contains("\"place\":\"Home <b>&\"");
        }
        assertThat(driver.read("/days/2026-03-11")
                        .select(".row--stop .row__place")
                        .text())
                .doesNotContain("Home");
    }

    @Test
    void aNameIsChangedRemovedAndBroughtBack() {
        name("Home", "100");
        Document renamed = name("House", "200");
        assertThat(renamed.select("[data-toast-words]").text()).isEqualTo("“Home” is now “House”, within 200 m");
        assertThat(firstPlace(renamed)).isEqualTo("House");
        assertThat(firstPlace(submit(renamed.select(".toast form").first()))).isEqualTo("Home");
        Document removed =
                submit(unfolded(driver).select("form[action$=/places/remove]").first());
        assertThat(removed.select("[data-toast-words]").text()).isEqualTo("“Home” has no name any more");
        assertThat(firstPlace(removed)).doesNotContain("Home");
        assertThat(firstPlace(submit(removed.select(".toast form").first()))).isEqualTo("Home");
    }

    @ParameterizedTest
    @CsvSource({"'  ',100", "Home,19", "Home,5001", "Home,near"})
    void whatIsNoPlaceIsSaidAndChangesNothing(String name, String radius) {
        Element form = nameForm(unfolded(driver));
        form.select("[name=name]").val(name);
        form.select("[name=radius]").val(radius);
        Response answer = post(form);
        assertThat(answer.statusCode()).isIn(303, 400, 404);
        assertThat(given().auth()
                        .oauth2(Visitor.token(email))
                        .get("/api/v1/places")
                        .jsonPath()
                        .getList("places"))
                .isEmpty();
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        Element form = nameForm(unfolded(driver));
        form.select("[name=name]").val("Home");
        form.select("[name=csrf-token]").val("");
        assertThat(post(form).statusCode()).isEqualTo(400);
    }

    @Test
    void anotherDriversDayKnowsNothingOfIt() {
        name("Home", "100");
        Visitor other = new Visitor();
        other.logIn(Visitor.newDriver("en", LocalDate.of(2026, 3, 10)), Visitor.PASSWORD);
        assertThat(other.read(DAY).text()).doesNotContain("Home");
    }

    private Document name(String name, String radius) {
        Element form = nameForm(unfolded(driver));
        form.select("[name=name]").val(name);
        form.select("[name=radius]").val(radius);
        return submit(form);
    }

    /** The day with its first stop's forms, as the link in it leads there. */
    private static Document unfolded(Visitor driver) {
        String address =
                driver.read(DAY).select(".row--stop a[data-rest]").first().attr("href");
        Document page = Jsoup.parse(
                driver.browser().urlEncodingEnabled(false).get(address).asString());
        return page;
    }

    private static Element nameForm(Document page) {
        return page.select(".row--stop").first().select("form[action$=/places]").first();
    }

    private static String firstPlace(Document page) {
        return page.select(".row--stop").first().select(".row__place").text();
    }

    private Response post(Element form) {
        var request = driver.browser();
        List<Element> fields = form.select("input");
        fields.forEach(field -> request.formParam(field.attr("name"), field.attr("value")));
        return request.post(form.attr("action"));
    }

    private Document submit(Element form) {
        Response answer = post(form);
        assertThat(answer.statusCode()).isEqualTo(303);
        String address = answer.header("Location");
        return Jsoup.parse(driver.browser()
                .urlEncodingEnabled(false)
                .get(address.substring(address.indexOf("/days/")))
                .asString());
    }
}
