package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportPageTest {

    private final Visitor driver = new Visitor();
    private LiveServer.Account account = new LiveServer.Account("", "");

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverLogsIn() {
        if (account.token().isEmpty()) {
            String email = Visitor.newDriver("es", LocalDate.of(2026, 3, 10));
            driver.logIn(email, Visitor.PASSWORD);
            account = new LiveServer.Account("", Visitor.token(email));
        }
    }

    @Test
    void aSmallFileComesInByPlainFormsAndIsTakenBack() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String path = "/devices/" + phone.id() + "/import";
        Document before = driver.read(path);
        assertThat(before.text()).contains("Aún no se importó nada");

        String looked =
                send(before, path, "time,lat,lon\n2026-02-03T08:00:00Z,52.5,13.3\n2026-02-03T08:01:00Z,95,13.3\n");
        Document preview = driver.read(looked);
        assertThat(preview.select("h2").first().text()).isEqualTo("En viaje.csv");
        assertThat(preview.select(".found dd").first().text()).isEqualTo("1");
        assertThat(preview.text()).contains("1 posiciones quedaron fuera");
        Response imported = driver.browser()
                .redirects()
                .follow(false)
                .formParam("csrf-token", token(preview))
                .formParam("upload", preview.select("input[name=upload]").attr("value"))
                .formParam("name", "viaje.csv")
                .post(path);
        assertThat(imported.statusCode()).isEqualTo(303);
        Document done = driver.read(relative(imported));
        assertThat(done.select(".told").text()).contains("1 posiciones son nuevas");
        assertThat(done.select(".figures--rows tbody th").text()).isEqualTo("viaje.csv");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account.asks()
                        .get("/api/v1/devices/" + phone.id() + "/positions")
                        .then()
                        .body("positions", hasSize(1)));

        driver.browser()
                .redirects()
                .follow(false)
                .formParam("csrf-token", token(done))
                .post(done.select(".figures--rows tbody form").attr("action"))
                .then()
                .statusCode(303);
        assertThat(driver.read(path).select(".figures--rows tbody td").last().text())
                .isEqualTo("Deshecha");
        account.asks()
                .get("/api/v1/devices/" + phone.id() + "/positions")
                .then()
                .body("positions", hasSize(0));
    }

    @Test
    void whatCannotBeReadIsSaidAndWhatIsOfOthersIsNotFound() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String path = "/devices/" + phone.id() + "/import";
        assertThat(driver.read(send(driver.read(path), path, "<kml/>"))
                        .select("[role=alert]")
                        .first()
                        .text())
                .contains("no se puede leer", "KML");
        assertThat(driver.read(path + "?upload=00000000")
                        .select("[role=alert]")
                        .first()
                        .text())
                .contains("Envíelo de nuevo");
        String foreign = LiveServer.newPhone(LiveServer.newDriver()).id();
        assertThat(driver.browser().get("/devices/" + foreign + "/import").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aChunkGoesOnWhereTheUploadEndsAndNowhereElse() {
        LiveServer.Phone phone = LiveServer.newPhone(account);
        String upload = "/api/v1/devices/" + phone.id() + "/uploads/one-upload";
        chunk(upload, 0, "time,lat,lon\n2026-02-03T").then().statusCode(200).body("bytes", equalTo(24));
        chunk(upload, 0, "again").then().statusCode(409).body("errors[0].field", equalTo("offset"));
        account.asks().get(upload).then().body("bytes", equalTo(24));
        chunk(upload, 24, "08:00:00Z,52.5,13.3\n").then().statusCode(200);
        chunk(upload.replace("one-upload", "..%2Fup"), 0, "x").then().statusCode(400);
        LiveServer.newDriver().asks().get(upload).then().statusCode(404);
        String imports = "/api/v1/devices/" + phone.id() + "/imports?upload=one-upload";
        account.asks()
                .contentType("application/octet-stream")
                .post(imports + "&preview=true")
                .then()
                .statusCode(200)
                .body("positions", equalTo(1));
        account.asks()
                .contentType("application/octet-stream")
                .post(imports)
                .then()
                .statusCode(200)
                .body("imported", equalTo(1));
        account.asks()
                .contentType("application/octet-stream")
                .post(imports)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("upload"));
        account.asks().get(upload).then().body("bytes", equalTo(0));
    }

    private Response chunk(String upload, long offset, String bytes) {
        return account.asks()
                .urlEncodingEnabled(false)
                .contentType("application/octet-stream")
                .queryParams(Map.of("offset", offset))
                .body(bytes.getBytes(StandardCharsets.UTF_8))
                .put(upload);
    }

    /** Sends a file as a browser without scripts does; returns where that leads. */
    private String send(Document page, String path, String file) {
        Response sent = driver.browser()
                .redirects()
                .follow(false)
                .multiPart("csrf-token", token(page))
                .multiPart("file", "viaje.csv", file.getBytes(StandardCharsets.UTF_8))
                .post(path + "/file");
        assertThat(sent.statusCode()).isEqualTo(303);
        return relative(sent);
    }

    private static String relative(Response redirect) {
        return redirect.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static String token(Document page) {
        return page.select("main input[name=csrf-token]").first().attr("value");
    }
}
