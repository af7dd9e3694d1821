package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** The whole account out and in by plain links and forms. */
@QuarkusTest
@TestProfile(LiveServer.class)
class ArchivePageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String PAGE = "/settings/archive";

    @Test
    void anArchiveGoesFromOneAccountIntoAnother() {
        Visitor driver = new Visitor();
        driver.logIn(Visitor.newDriver("en", DATE), Visitor.PASSWORD);
        String link = driver.read("/settings").select("a[download]").attr("href");
        byte[] archive = driver.browser().get(link).asByteArray();

        Visitor other = new Visitor();
        other.logIn(Visitor.newUser("driver", "es"), Visitor.PASSWORD);
        Document before = other.read(PAGE);
        assertThat(before.select("h1").text()).isEqualTo("Sus datos");
        Document found = other.read(send(other, before, archive));
        assertThat(found.select(".found dd").eachText()).contains("Ana", "1");
        assertThat(other.read("/days/" + DATE).select(".row--drive")).isEmpty();

        Document done = other.read(restore(other, found, false));
        assertThat(done.select(".told").text()).contains("dispositivos 1", "token nuevo");
        assertThat(other.read("/days/" + DATE).select(".row--drive")).hasSize(2);
        assertThat(other.read(PAGE).select("h1").text()).isEqualTo("Sus datos");

        Document again = other.read(send(other, before, archive));
        Document english = other.read(restore(other, again, true));
        assertThat(english.select(".told").text()).contains("devices 0, positions 0, corrections 0, places 0");
    }

    @Test
    void whatIsNoArchiveIsSaid() {
        Visitor driver = new Visitor();
        driver.logIn(Visitor.newUser("driver", "es"), Visitor.PASSWORD);
        Document page = driver.read(PAGE);
        assertThat(driver.read(send(driver, page, "<gpx/>".getBytes(StandardCharsets.UTF_8)))
                        .select("[role=alert]")
                        .first()
                        .text())
                .contains("No se cambió nada", "no archive of Rumbo");
        assertThat(driver.read(PAGE + "?upload=00000000")
                        .select("[role=alert]")
                        .first()
                        .text())
                .contains("Envíelo de nuevo");
        assertThat(driver.browser().formParam("upload", "00000000").post(PAGE).statusCode())
                .isEqualTo(400);
    }

    private static String send(Visitor visitor, Document page, byte[] archive) {
        Response sent = visitor.browser()
                .multiPart("csrf-token", token(page))
                .multiPart("file", "rumbo.zip", archive)
                .post(PAGE + "/file");
        assertThat(sent.statusCode()).isEqualTo(303);
        return sent.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static String restore(Visitor visitor, Document found, boolean settings) {
        RequestSpecification request = visitor.browser()
                .formParam("csrf-token", token(found))
                .formParam("upload", found.select("input[name=upload]").val());
        Response restored = (settings ? request.formParam("settings", "take") : request).post(PAGE);
        assertThat(restored.statusCode()).isEqualTo(303);
        return restored.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static String token(Document page) {
        return page.select("main input[name=csrf-token]").first().val();
    }
}
