package dev.rumbo.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.AccessTable.Row;
import dev.rumbo.access.AccessTable.Who;
import dev.rumbo.access.Caller.Request;
import dev.rumbo.api.LiveServer;
import dev.rumbo.security.AccountService;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everybody asks every route for what is driver A's. {@link AccessTable} says who gets which answer. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {

    private static final Set<Who> OTHERS =
            EnumSet.of(Who.NOBODY, Who.COLLEAGUE, Who.STRANGER, Who.FOREIGN_ADMIN, Who.PHONE, Who.OPERATOR);

    private static final Set<Integer> REFUSED = Set.of(302, 401, 403, 404);

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @TestHTTPResource("/")
    URI server;

    @Inject
    AccountService service;

    @Inject
    AccountStore accounts;

    @Inject
    TrackStore tracks;

    @Inject
    Router router;

    private AccessFixture fixture;

    /** Before each test, because the address of the server is known only then. */
    @BeforeEach
    void twoFleetsDrive() {
        fixture = AccessFixture.of(server, service, accounts, tracks);
    }

    @Test
    void everyRouteIsInTheTableAndNoneThatIsGone() {
        Set<String> served = new TreeSet<>(Routes.ofResources());
        served.addAll(documented());
        List<Row> rows = AccessTable.rows();
        assertThat(served)
                .as("routes that the table misses")
                .allMatch(route -> rows.stream().anyMatch(row -> row.isOf(route)));
        // The live socket is no resource; whether it is there, its own row shows.
        assertThat(rows)
                .as("rows of routes that are gone")
                .allMatch(row ->
                        row.path().equals("/api/v1/live") || served.stream().anyMatch(row::isOf));
    }

    @Test
    void theDocumentTellsEveryCallOfTheApi() {
        assertThat(documented())
                .containsAll(Routes.ofResources().stream()
                        .filter(route -> route.contains(" /api/"))
                        .toList());
    }

    @Test
    void besideResourcesOnlyTheseAreRouted() {
        // Files and all resources; live and phone apps are rows of the table; health, metrics and the document;
        // Leaflet.
        assertThat(Routes.ofVertx(router)).containsExactly("/", "/api/v1/live", "/i/", "/q/", "/webjars/");
    }

    @Test
    void everybodyGetsTheAnswerOfTheTable() {
        List<String> wrong = new ArrayList<>();
        int number = 0;
        for (Row row : AccessTable.rows()) {
            Request refused = request(row);
            int place = number++;
            row.expected().forEach((who, status) -> {
                for (Caller caller : asking(fixture.callers(who), place)) {
                    // What nothing is done to serves all who are refused; but wrong passwords of one account are
                    // counted.
                    boolean untouched = REFUSED.contains(status) && !row.body().contains("$fresh");
                    Request request = untouched ? refused : request(row);
                    String told = ask(row, who, caller, status, request);
                    if (!told.isEmpty()) {
                        wrong.add(row.method() + " " + row.path() + " by " + who + " " + caller.how() + ": " + told);
                    }
                }
            });
        }
        assertThat(wrong).isEmpty();
    }

    /**
     * Which of somebody's credentials are shown to a row's route.
     *
     * @param row its number in the table
     */
    List<Caller> asking(List<Caller> callers, int row) {
        return callers;
    }

    private Request request(Row row) {
        return Request.of(row.method(), fixture.fill(row.path()), fixture.fill(row.body()));
    }

    /** @return what is wrong with the answer; empty for nothing */
    private String ask(Row row, Who who, Caller caller, int expected, Request request) {
        if (row.path().equals("/api/v1/live")) {
            int status = caller.openSocket(server, row.path());
            return status == expected ? "" : status + " instead of " + expected;
        }
        HttpResponse<String> answer = caller.send(server, request);
        if (answer.statusCode() != expected) {
            return answer.statusCode() + " instead of " + expected + " "
                    + answer.body().lines().findFirst().orElse("");
        }
        if (OTHERS.contains(who)) {
            // A rebuild names its device, and operations those that send most; that is all that an operator learns.
            boolean named = who == Who.OPERATOR
                    && (row.path().startsWith("/api/v1/rebuilds")
                            || row.path().equals("/api/v1/operations")
                            || row.path().equals("/ops"));
            for (String secret : fixture.secrets()) {
                if (named && secret.equals(fixture.device())) {
                    continue;
                }
                if (answer.body().contains(secret)
                        || answer.headers().map().toString().contains(secret)) {
                    return "it tells " + secret;
                }
            }
        }
        return expected == 404 ? leak(row, caller, answer) : "";
    }

    /** What is another's has to look exactly like what does not exist. */
    private String leak(Row row, Caller caller, HttpResponse<String> notTheirs) {
        HttpResponse<String> absent = caller.send(
                server,
                Request.of(row.method(), fixture.fillWithNothing(row.path()), fixture.fillWithNothing(row.body())));
        return absent.statusCode() == 404
                        && absent.body().equals(notTheirs.body())
                        && headers(absent).equals(headers(notTheirs))
                ? ""
                : "what does not exist is answered otherwise: " + absent.statusCode() + " " + absent.body();
    }

    /** The token of forms and the id of the request are others each time. */
    private static Map<String, List<String>> headers(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("Set-Cookie");
        headers.remove("set-cookie");
        headers.remove("X-Request-Id");
        headers.remove("x-request-id");
        return headers;
    }

    private static Set<String> documented() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get("/q/openapi?format=json")
                .jsonPath()
                .getMap("paths");
        Set<String> routes = new TreeSet<>();
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return routes;
    }
}
