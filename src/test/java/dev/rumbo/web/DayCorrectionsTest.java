package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
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

/** The forms of the day, filled in without a script. Every test has a driver of its own, who drove twice. */
@QuarkusTest
@TestProfile(LiveServer.class)
class DayCorrectionsTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String DAY = "/days/" + DATE;

    private final Visitor driver = new Visitor();
    private String email = "";

    @BeforeEach
    void aDriverLogsIn() {
        email = Visitor.newDriver("en", DATE);
        driver.logIn(email, Visitor.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({
        "name,To work,Named “To work”",
        "purpose,business,Marked as business",
        "purpose,private,Marked as private"
    })
    void aDriveIsDescribed(String kind, String value, String said) {
        Document page = correct(kind, value);
        assertThat(page.select("[data-toast-words]").text()).isEqualTo(said);
        assertThat(trips().getString("trips[0]." + kind)).isEqualTo(value);
        assertThat(page.select(".row--drive").first().text()).containsIgnoringCase(value);
        assertThat(undo(page).select(".corrections")).isEmpty();
        assertThat(trips().getString("trips[0]." + kind)).isNull();
    }

    @Test
    void twoDrivesBecomeOneAndTwoAgain() {
        Document page = correct("merge", trips().getString("trips[1].id"));
        assertThat(page.select(".row--drive")).hasSize(1);
        assertThat(page.select("[data-total=trips]").text()).isEqualTo("1");
        assertThat(undo(page).select(".row--drive")).hasSize(2);
    }

    @Test
    void aDriveIsSplitAtATimeOfTheClock() {
        Document page = correct("split", "09:11:00");
        assertThat(page.select(".row--drive")).hasSize(3);
        assertThat(page.select(".corrections__line span").text()).isEqualTo("Split at 09:11:00");
        assertThat(undo(page).select(".row--drive")).hasSize(2);
    }

    @Test
    void whatWasNoDriveIsGoneAndComesBack() {
        Document page = correct("delete", "");
        assertThat(page.select(".row--drive")).hasSize(1);
        assertThat(undo(page).select(".row--drive")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"split,23:00:00", "split,soon", "purpose,holiday"})
    void whatCannotBeIsSaidAndChangesNothing(String kind, String value) {
        Document page = correct(kind, value);
        assertThat(page.select(".toast--refused").text()).startsWith("Nothing was changed");
        assertThat(page.select(".row--drive")).hasSize(2);
    }

    @Test
    void anothersDriveLooksAsIfItDidNotExist() {
        Visitor other = new Visitor();
        other.logIn(Visitor.newDriver("en", DATE), Visitor.PASSWORD);
        String token = other.read(DAY).select("input[name=csrf-token]").attr("value");
        assertThat(post(other, token, "delete", "").statusCode()).isEqualTo(404);
        assertThat(trips().getList("trips")).hasSize(2);
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        assertThat(post(driver, "", "delete", "").statusCode()).isEqualTo(400);
        assertThat(trips().getList("trips")).hasSize(2);
    }

    private Document correct(String kind, String value) {
        String token = driver.read(DAY).select("input[name=csrf-token]").attr("value");
        return follow(post(driver, token, kind, value));
    }

    private Response post(Visitor visitor, String token, String kind, String value) {
        JsonPath trips = trips();
        return visitor.browser()
                .formParam("csrf-token", token)
                .formParam("kind", kind)
                .formParam("device", trips.getString("trips[0].deviceId"))
                .formParam("trip", trips.getString("trips[0].id"))
                .formParam("value", value)
                .post(DAY + "/corrections");
    }

    /** By the form of the toast. */
    private Document undo(Document page) {
        Element form = page.select(".toast form").first();
        var request = driver.browser();
        List<Element> fields = form.select("input");
        fields.forEach(field -> request.formParam(field.attr("name"), field.attr("value")));
        return follow(request.post(form.attr("action")));
    }

    private Document follow(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        String address = answer.header("Location");
        return Jsoup.parse(driver.browser()
                .urlEncodingEnabled(false)
                .get(address.substring(address.indexOf("/days/")))
                .asString());
    }

    private JsonPath trips() {
        return given().auth().oauth2(Visitor.token(email)).get("/api/v1" + DAY).jsonPath();
    }
}
