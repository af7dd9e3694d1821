package dev.rumbo.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogTest {

    private static final String TOKEN = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private final SecretFilter filter = new SecretFilter();

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/api/v1/positions, /api/v1/positions",
        "/api/v1/devices/AAECAwQFBgcICQoL/positions, /api/v1/devices/{}/positions",
        "/i/colota/" + TOKEN + ", /i/colota/{}",
        "/i/owntracks/" + TOKEN + "/bea, /i/owntracks/{}/{}",
        "/i/" + TOKEN + ", /i/{}",
        "/s/" + TOKEN + "/day, /s/{}/day",
        "/-34.9/56.2, /{}/{}",
        "/a/b/c/d/e/f/g/h/i/j, /a/b/c/d/e/f/g/{}",
        "/ops/, /ops/",
        "'/%0a{\"level\"}', /{}",
        "*, /",
    })
    void aRouteHasNothingOfWhatSomebodySent(String path, String route) {
        assertThat(RequestLog.route(path)).isEqualTo(route);
    }

    @Test
    void whatHasTheFormOfATokenIsLeftOutWhereverALibraryTellsIt() {
        ExtLogRecord line = new ExtLogRecord(
                Level.SEVERE, "HTTP Request to /i/colota/%s?x=%d failed", ExtLogRecord.FormatStyle.PRINTF, "library");
        line.setParameters(new Object[] {TOKEN, 7});
        line.setThrown(new IllegalStateException("outside", new IllegalArgumentException("bad address /s/" + TOKEN)));

        assertThat(filter.isLoggable(line)).isTrue();

        assertThat(line.getMessage()).isEqualTo("HTTP Request to /i/colota/***?x=7 failed");
        assertThat(line.getThrown()).hasMessage("java.lang.IllegalStateException: outside");
        assertThat(line.getThrown().getCause()).hasMessage("java.lang.IllegalArgumentException: bad address /s/***");
        assertThat(line.getThrown().getCause().getStackTrace()[0].getClassName())
                .isEqualTo(RequestLogTest.class.getName());
    }

    /** As where something cannot be closed after it failed. */
    @Test
    void aTokenIsLeftOutOfWhatFailedBesides() {
        Throwable thrown = new IllegalStateException("harmless");
        thrown.addSuppressed(new IllegalArgumentException("cannot close /s/" + TOKEN));
        ExtLogRecord line = new ExtLogRecord(Level.SEVERE, "failed", ExtLogRecord.FormatStyle.NO_FORMAT, "library");
        line.setThrown(thrown);

        assertThat(filter.isLoggable(line)).isTrue();

        assertThat(line.getThrown()).hasMessage("java.lang.IllegalStateException: harmless");
        assertThat(line.getThrown().getSuppressed())
                .singleElement()
                .satisfies(besides ->
                        assertThat(besides).hasMessage("java.lang.IllegalArgumentException: cannot close /s/***"));
    }

    @Test
    void anythingElseStaysAsItIs() {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, "trace %s", ExtLogRecord.FormatStyle.PRINTF, "library");
        line.setParameters(new Object[] {"4bf92f3577b34da6a3ce929d0e0e4736" + "0".repeat(32)});
        Throwable thrown = new IllegalStateException("harmless");
        line.setThrown(thrown);
        filter.isLoggable(line);

        assertThat(line.getMessage()).isEqualTo("trace %s");
        assertThat(line.getParameters()).hasSize(1);
        assertThat(line.getThrown()).isSameAs(thrown);
        ExtLogRecord link =
                new ExtLogRecord(Level.INFO, "/setup?token=" + TOKEN, ExtLogRecord.FormatStyle.NO_FORMAT, "first");
        link.setLoggerName("dev.rumbo.security.FirstRun");
        filter.isLoggable(link);
        assertThat(link.getMessage()).endsWith(TOKEN);
    }
}
