package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person brings a file in, brings it in once more, and takes that back. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportJourneyIT extends Chromium {

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void aFileIsLookedIntoImportedAndTakenBack(int width, int height, ColorScheme colors) {
        String email = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        LiveServer.Phone phone = LiveServer.newPhone(new LiveServer.Account("", Visitor.token(email)));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, email);
            page.navigate("/devices/" + phone.id() + "/import");
            check(page);
            choose(page, csv(0));
            assertThat(page.locator(".found dd").first()).hasText("3,000");
            check(page);
            page.getByText("Import", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".told")).containsText("3,000 positions are new");
            assertThat(page.getByText("See the first day"))
                    .hasAttribute("href", Pattern.compile("/days/2026-02-0\\d.*"));

            page.waitForCondition(() -> {
                page.navigate("/devices/" + phone.id() + "/import");
                choose(page, csv(1));
                assertThat(page.locator(".found dd").last()).isVisible();
                return page.locator("input[name=overlap]").count() == 3;
            });
            check(page);
            page.getByText("Import them and keep both").check();
            page.getByText("Import", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator(".figures--rows tbody tr")).hasCount(2);
            check(page);
            page.locator(".figures--rows tbody tr").first().getByText("Undo").click();
            assertThat(page.locator(".figures--rows tbody tr").first()).containsText("Undone");
            assertThat(page.locator(".figures--rows tbody tr").last()).containsText("Imported");
        }
    }

    private static void choose(Page page, String csv) {
        page.locator("#file")
                .setInputFiles(new FilePayload("drive.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        page.getByText("Look into it").click();
    }

    private static String csv(int variant) {
        Instant start = Instant.parse("2026-02-03T08:00:00Z");
        return IntStream.range(0, 3_000)
                .mapToObj(i -> start.plusSeconds(i) + ",52.5," + (13.3 + i / 10_000.0 + variant / 1e6))
                .collect(Collectors.joining("\n", "time,lat,lon\n", "\n"));
    }

    private static void check(Page page) {
        assertThat((boolean)
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .isTrue();
        assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
    }
}
