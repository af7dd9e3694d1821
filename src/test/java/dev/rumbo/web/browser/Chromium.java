package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.rumbo.testsupport.HeadlessChromium;
import dev.rumbo.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Debian's Chromium, and what every journey through the pages does with it. */
abstract class Chromium {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    @TestHTTPResource("/")
    URI server;

    private final List<String> complaints = new ArrayList<>();
    private HeadlessChromium chromium;

    @BeforeAll
    void open() {
        chromium = new HeadlessChromium();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Without the service worker: what it fetches no test can hold up. */
    BrowserContext visit(int width, int height, ColorScheme colors) {
        return visit(width, height, colors, ServiceWorkerPolicy.BLOCK);
    }

    BrowserContext visit(int width, int height, ColorScheme colors, ServiceWorkerPolicy workers) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colors)
                        .setServiceWorkers(workers)
                        .setBaseURL(server.toString()));
        // No test asks another server for tiles: the grid stands in for them.
        context.route("https://tile.openstreetmap.org/**", Route::abort);
        complaints.clear();
        context.onConsoleMessage(message -> {
            // Without a connection it tells of every request that failed, as it should.
            boolean offline = message.text().contains("ERR_INTERNET_DISCONNECTED");
            if (message.type().equals("error")
                    && !offline
                    && !message.location().contains("tile.openstreetmap.org")) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    Page logIn(BrowserContext context, String email) {
        Page page = context.newPage();
        page.navigate(server.resolve("/login").toString());
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(Visitor.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/days/"));
        return page;
    }

    /** Checks the console before axe runs, whose own styles the pages' policy refuses. */
    void finish(Page page, String name, int width, ColorScheme colors) {
        assertThat(complaints).isEmpty();
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-" + width + "-" + colors + ".png")));
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        complaints.clear();
    }
}
