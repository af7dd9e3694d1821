package dev.rumbo.trips;

/**
 * One threshold of {@link TripRules} as an operator meets it.
 *
 * @param name of the component of {@link TripRules}
 * @param unit {@code s}, {@code m}, {@code m/s}, {@code m/s²} or {@code positions}
 * @param whole whether it takes whole numbers only
 * @param min lowest value that makes sense
 * @param max highest value that makes sense
 * @param reason for the default
 */
public record Threshold(
        String name, String unit, boolean whole, double defaultValue, double min, double max, String reason) {

    /** Why the value cannot be taken, in words; empty where it can. */
    String problem(double value) {
        if (!(value >= min && value <= max)) {
            return "must be from " + text(min) + " to " + text(max) + " " + unit;
        }
        return whole && value != Math.rint(value) ? "must be a whole number" : "";
    }

    /** Without a decimal point where there is nothing behind it. */
    static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
