package dev.rumbo.web;

import java.util.Locale;

/** Places in charts that the server draws: as wide as their column, so many pixels high. */
final class Chart {

    private Chart() {}

    /** The left edge of a column, or the width of a part of one. */
    static String percent(double column, int columns) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * column / columns);
    }

    /** Whatever is not zero is seen. */
    static int pixels(double value, double most, int height) {
        return value <= 0 ? 0 : (int) Math.max(2, Math.round(height * value / most));
    }
}
