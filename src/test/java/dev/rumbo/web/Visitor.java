package dev.rumbo.web;

import static io.restassured.RestAssured.given;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A person with a browser without scripts, who follows no redirect. */
public final class Visitor {

    public static final String PASSWORD = "correct horse battery";
    public static final ZoneId ZONE = ZoneId.of("America/Montevideo");

    private final CookieFilter cookies = new CookieFilter();

    /** A driver who drove twice on that day, 15 m/s for 10 and for 20 minutes, the first time from 09:06 on. */
    public static String newDriver(String locale, LocalDate date) {
        String email = UUID.randomUUID() + "@rumbo.example";
        String id = newUser(email, "driver", locale);
        LiveServer.Account driver = new LiveServer.Account(id, token(email));
        LiveServer.post(
                LiveServer.newPhone(driver),
                new Drives(date.atTime(9, 0).atZone(ZONE).toInstant())
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .drive(20, -1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 2);
        return email;
    }

    /** @return the e-mail address of a user who has no device */
    public static String newUser(String role, String locale) {
        String email = UUID.randomUUID() + "@rumbo.example";
        newUser(email, role, locale);
        return email;
    }

    private static String newUser(String email, String role, String locale) {
        return LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        email,
                        "name",
                        "Ana",
                        "password",
                        PASSWORD,
                        "role",
                        role,
                        "timeZone",
                        ZONE.getId(),
                        "locale",
                        locale))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public static String token(String email) {
        return given().auth()
                .preemptive()
                .basic(email, PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "test"))
                .post("/api/v1/tokens")
                .path("token");
    }

    public Response logIn(String email, String password) {
        String token = read("/login").select("form input[name=csrf-token]").attr("value");
        return browser()
                .formParam("csrf-token", token)
                .formParam("email", email)
                .formParam("password", password)
                .post("/login");
    }

    public RequestSpecification browser() {
        return given().filter(cookies)
                .redirects()
                .follow(false)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", "en");
    }

    public Document read(String path) {
        return Jsoup.parse(browser().get(path).asString());
    }
}
