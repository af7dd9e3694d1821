package dev.rumbo.ingest.apps;

/** What a sender measures speed in: it depends on the sender, never on the name of the field. */
public enum SpeedUnit {
    METERS_PER_SECOND(1, 1),
    KILOMETERS_PER_HOUR(1000, 3600),
    /** A nautical mile of 1852 m an hour. */
    KNOTS(1852, 3600);

    private final int numerator;
    private final int denominator;

    SpeedUnit(int numerator, int denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /** Metres per second are this over {@link #denominator()}. */
    int numerator() {
        return numerator;
    }

    int denominator() {
        return denominator;
    }
}
