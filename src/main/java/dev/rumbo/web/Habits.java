package dev.rumbo.web;

import java.util.Locale;
import java.util.Map;

/**
 * What a user prefers to read, kept in one BCP 47 tag: "es-UY-u-hc-h12-ms-ussystem" is Spanish as in Uruguay, with a clock of twelve
 * hours and in miles. The keys are those of Unicode's locale extension, so every library reads the tag too.
 *
 * @param language that the pages speak
 * @param region whose way of writing dates and numbers holds, ISO 3166; empty for the language's own
 * @param distance "km", "mi", or empty for what is usual in the region
 * @param clock "24", "12", or empty for what is usual in the region
 */
public record Habits(String language, String region, String distance, String clock) {

    private static final String MEASURES = "ms";
    private static final String HOURS = "hc";
    private static final Map<String, String> DISTANCES = Map.of("metric", "km", "ussystem", "mi", "uksystem", "mi");
    private static final Map<String, String> CLOCKS = Map.of("h23", "24", "h24", "24", "h11", "12", "h12", "12");

    static Habits of(Locale locale) {
        return new Habits(Languages.of(locale).getLanguage(), locale.getCountry(), distance(locale), clock(locale));
    }

    /** "km", "mi" or empty. */
    static String distance(Locale locale) {
        return read(locale, MEASURES, DISTANCES);
    }

    /** "24", "12" or empty. */
    static String clock(Locale locale) {
        return read(locale, HOURS, CLOCKS);
    }

    /** @throws java.util.IllformedLocaleException where language or region are none */
    Locale locale() {
        Locale.Builder builder = new Locale.Builder().setLanguage(language).setRegion(region);
        if (!distance.isEmpty()) {
            builder.setUnicodeLocaleKeyword(MEASURES, distance.equals("mi") ? "ussystem" : "metric");
        }
        if (!clock.isEmpty()) {
            builder.setUnicodeLocaleKeyword(HOURS, clock.equals("12") ? "h12" : "h23");
        }
        return builder.build();
    }

    private static String read(Locale locale, String key, Map<String, String> meanings) {
        String value = locale.getUnicodeLocaleType(key);
        return value == null ? "" : meanings.getOrDefault(value, "");
    }
}
