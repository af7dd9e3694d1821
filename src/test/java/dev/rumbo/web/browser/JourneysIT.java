package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does with the pages in Debian's Chromium, with axe looking over their shoulder. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String DAY = "/days/2026-03-10";
    private static final String ADMIN = "admin@rumbo.example";

    @TestHTTPResource("/")
    URI server;

    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;
    private String driver = "";

    @BeforeAll
    void open() {
        assumeTrue(Files.isExecutable(CHROMIUM), "No Chromium here. Install it: apt-get install -y chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverDrivesTwice() {
        if (driver.isEmpty()) {
            driver = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        }
    }

    @AfterAll
    void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "1280,800,DARK", "390,844,LIGHT", "390,844,DARK"})
    void aTripIsSelectedByKeyAndShownOnTheMap(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve(DAY).toString());
            Locator routes = page.locator(".route--casing");
            assertThat(routes).hasCount(2);
            finish(page, "day", width, colors);
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("[data-row].is-on")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("#.+"));
            page.locator(".row--drive a").last().click();
            assertThat(page.locator(".route--casing.is-faded")).hasCount(1);
            finish(page, "trip", width, colors);
            page.keyboard().press("Escape");
            assertThat(page.locator("[data-row].is-on")).hasCount(0);
            page.keyboard().press("ArrowRight");
            assertThat(page).hasURL(Pattern.compile("2026-03-11"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void aCarMovesOnTheFleetPage(int width, int height, ColorScheme colors) {
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.admin());
        post(phone, -56.2);
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, ADMIN);
            page.navigate(server.resolve("/fleet").toString());
            Locator row = page.locator("[data-device='" + phone.id() + "']");
            assertThat(row).hasClass(Pattern.compile("is-driving"));
            assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            Locator car = page.locator(".car.is-driving").first();
            String before = car.getAttribute("style");
            post(phone, -56.19);
            assertThat(car).not().hasAttribute("style", before);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Offline")))
                    .click();
            assertThat(row).isHidden();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("All")))
                    .click();
            finish(page, "fleet", width, colors);
            row.getByRole(AriaRole.LINK).click();
            assertThat(page).hasURL(Pattern.compile("device=" + phone.id()));
        }
    }

    @Test
    void theLogInPageIsAccessible() {
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(server.resolve("/login").toString());
            finish(page, "login", 390, ColorScheme.LIGHT);
        }
    }

    private BrowserContext visit(int width, int height, ColorScheme colors) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colors)
                .setBaseURL(server.toString()));
        // No test asks another server for tiles: the grid stands in for them.
        context.route("https://tile.openstreetmap.org/**", Route::abort);
        complaints.clear();
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.location().contains("tile.openstreetmap.org")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    private Page logIn(BrowserContext context, String email) {
        Page page = context.newPage();
        page.navigate(server.resolve("/login").toString());
        page.getByLabel("E-mail").fill(email);
        page.getByLabel("Password").fill(Visitor.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/days/"));
        return page;
    }

    /** Checks the console before axe runs, whose own styles the pages' policy refuses. */
    private void finish(Page page, String name, int width, ColorScheme colors) {
        assertThat(complaints).isEmpty();
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-" + width + "-" + colors + ".png")));
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        complaints.clear();
    }

    private static void post(LiveServer.Phone phone, double longitude) {
        LiveServer.post(
                phone,
                List.of(Map.of(
                        "time", Instant.now().toString(), "lat", -34.9, "lon", longitude, "speed", 14, "course", 90)));
    }
}
