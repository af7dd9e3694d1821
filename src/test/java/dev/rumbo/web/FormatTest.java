package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    private static final ZoneId MONTEVIDEO = ZoneId.of("America/Montevideo");
    private final Format english = new Format(Locale.ENGLISH, MONTEVIDEO);
    private final Format spanish = new Format(Locale.forLanguageTag("es-UY"), MONTEVIDEO);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 m", "843200|843 m", "999600|1.0 km", "12400000|12.4 km", "99960000|100 km", "241300000|241 km"
            })
    void distanceIsInMetersThenKilometers(long millimeters, String text) {
        assertThat(english.distance(millimeters)).isEqualTo(joined(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 s", "59|59 s", "60|1 min", "1260|21 min", "3569|59 min", "3570|1 h 00 min", "3900|1 h 05 min"
            })
    void durationIsInTheLargestUnitsThatFit(long seconds, String text) {
        assertThat(english.duration(seconds)).isEqualTo(joined(text));
    }

    @Test
    void spanishUsesTheComma() {
        assertThat(spanish.distance(12_400_000)).isEqualTo(joined("12,4 km"));
        assertThat(spanish.longDate(LocalDate.of(2026, 11, 23))).isEqualTo("lunes, 23 de noviembre de 2026");
    }

    @Test
    void speedThatNobodyKnowsIsNoZero() {
        assertThat(english.topSpeed(0)).isEqualTo(Format.UNKNOWN);
        assertThat(english.topSpeed(1_778)).isEqualTo(joined("64 km/h"));
    }

    @Test
    void timeIsLocal() {
        assertThat(english.time(Instant.parse("2026-11-23T14:05:10Z").toEpochMilli()))
                .isEqualTo("11:05");
    }

    @Test
    void americansReadMilesAndTwelveHours() {
        Format american = new Format(Locale.US, MONTEVIDEO);
        assertThat(american.distance(16_093_440)).isEqualTo(joined("10.0 mi"));
        assertThat(american.distance(91_440)).isEqualTo(joined("300 ft"));
        assertThat(american.topSpeed(1_778)).isEqualTo(joined("40 mph"));
        assertThat(american.time(Instant.parse("2026-11-23T14:05:10Z").toEpochMilli()))
                .isEqualTo(joined("11:05 AM"));
        assertThat(american.hour(0) + american.hour(12) + american.hour(21)).isEqualTo("12a12p9p");
    }

    @Test
    void theBritishReadMilesAndTwentyFourHours() {
        Format british = new Format(Locale.UK, MONTEVIDEO);
        assertThat(british.topSpeed(1_778)).isEqualTo(joined("40 mph"));
        assertThat(british.hour(21)).isEqualTo("21");
    }

    private static String joined(String text) {
        return text.replace(' ', '\u00a0');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1260|21 min", "169200|47 h 00 min", "172800|2 d 0 h", "313260|3 d 15 h"})
    void spansFromTwoDaysOnAreInDays(long seconds, String text) {
        assertThat(english.span(seconds)).isEqualTo(joined(text));
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2019-07-23T00:00:00Z, 2019-07-22T00:00:00Z=0",
        "Europe/Madrid, 2019-07-23T00:00:00Z, 2019-07-22T00:00:00Z=7200",
        "Europe/Madrid, 2019-03-31T00:00:00Z, 2019-03-30T00:00:00Z=3600 2019-03-31T01:00:00Z=7200",
        "Australia/Lord_Howe, 2026-04-04T00:00:00Z, 2026-04-03T00:00:00Z=39600 2026-04-04T15:00:00Z=37800",
    })
    void offsetsTellScriptsTheZonesTimeFromADayBeforeToADayAfter(ZoneId zone, Instant start, String expected) {
        String offsets = new Format(Locale.ENGLISH, zone)
                .offsets(start.toEpochMilli(), start.plus(1, ChronoUnit.DAYS).toEpochMilli());
        assertThat(Arrays.stream(offsets.split(" "))
                        .map(entry -> entry.split(":"))
                        .map(entry -> Instant.ofEpochMilli(Long.parseLong(entry[0])) + "=" + entry[1]))
                .containsExactly(expected.split(" "));
    }
}
