package dev.rumbo.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Kilometres or miles. */
public enum Units {
    KILOMETERS("km", "m", "km/h", 1_000_000, 1_000),
    MILES("mi", "ft", "mph", 1_609_344, 304.8);

    private static final double MILLIMETERS_PER_METER = 1_000;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Where roads are signed in miles. */
    private static final Set<String> COUNTRIES_WITH_MILES = Set.of("US", "GB", "LR", "MM", "PR");

    private final String distance;
    private final String length;
    private final String speed;
    private final double millimetersPerDistance;
    private final double millimetersPerLength;

    Units(String distance, String length, String speed, double millimetersPerDistance, double millimetersPerLength) {
        this.distance = distance;
        this.length = length;
        this.speed = speed;
        this.millimetersPerDistance = millimetersPerDistance;
        this.millimetersPerLength = millimetersPerLength;
    }

    /** As the locale says, or else as usual in its country; kilometres where it names none. */
    static Units of(Locale locale) {
        String wanted = Habits.distance(locale);
        if (!wanted.isEmpty()) {
            return wanted.equals(MILES.distance) ? MILES : KILOMETERS;
        }
        return COUNTRIES_WITH_MILES.contains(locale.getCountry()) ? MILES : KILOMETERS;
    }

    /** "km" or "mi". */
    public String distance() {
        return distance;
    }

    /** What short distances and altitudes are given in: "m" or "ft". */
    public String length() {
        return length;
    }

    /** "km/h" or "mph". */
    public String speed() {
        return speed;
    }

    /** Upper limits of the bands in which routes are coloured, in {@link #speed}; the last band has none. */
    public List<Integer> speedLimits() {
        return this == KILOMETERS ? List.of(15, 30, 50, 70, 90, 120) : List.of(10, 20, 30, 45, 55, 75);
    }

    /** Speeds in m/s times this are speeds in {@link #speed}. */
    public double speedFactor() {
        return SECONDS_PER_HOUR * MILLIMETERS_PER_METER / millimetersPerDistance;
    }

    double toDistance(long millimeters) {
        return millimeters / millimetersPerDistance;
    }

    double toLength(long millimeters) {
        return millimeters / millimetersPerLength;
    }
}
