package dev.rumbo.api;

import org.jspecify.annotations.Nullable;

/** Texts as cells of comma-separated values (RFC 4180) that a spreadsheet opens and never runs. */
final class CsvCells {

    static final String LINE_END = "\r\n";

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private CsvCells() {}

    /** A text that somebody sent, with a quote before what would be a formula. */
    static @Nullable String harmless(@Nullable String text) {
        boolean formula = text != null && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }

    /** Within quotes where it has to be. */
    static String cell(String text) {
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
