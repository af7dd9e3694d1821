package dev.rumbo.trips;

/**
 * Why a segment starts or ends where it does.
 *
 * @param rule the rule that decided
 * @param threshold the rule's limit, in the unit that the rule states
 * @param value what was measured, in the same unit
 * @param fromMillis time of the first deciding position
 * @param toMillis time of the last deciding position
 */
public record Reason(Rule rule, double threshold, double value, long fromMillis, long toMillis) {

    static Reason dataEdge(long atMillis) {
        return new Reason(Rule.DATA_EDGE, 0, 0, atMillis, atMillis);
    }

    /** A border that the user set at {@code askedMillis}, which fell on the position at {@code atMillis}. */
    static Reason user(long askedMillis, long atMillis) {
        return new Reason(Rule.USER, 0, 0, askedMillis, atMillis);
    }

    /** The rules that can set a border between trip and stop. */
    public enum Rule {
        /** The device's first or last position lies here; no threshold. */
        DATA_EDGE(Unit.NONE),
        /**
         * The device stayed within the stop radius for at least the stop duration, or for that of an errand where it left
         * the way it came; seconds. Where it is a barrier: the seconds of it around a full hour.
         */
        DWELL(Unit.SECONDS),
        /**
         * A silence that leaves time to stand, had the device driven straight on otherwise; seconds to stand. Where it is
         * a barrier: the seconds of the silence.
         */
        SILENCE(Unit.SECONDS),
        /** Before or after this the device went no faster than on foot; metres per second. */
        ON_FOOT(Unit.METERS_PER_SECOND),
        /** A silence that is too short for a stop at the distance it got; metres per second. */
        UNKNOWN_PATH(Unit.METERS_PER_SECOND),
        /** The user split a trip here; no threshold. */
        USER(Unit.NONE);

        private final Unit unit;

        Rule(Unit unit) {
            this.unit = unit;
        }

        /** Of threshold and value. */
        public Unit unit() {
            return unit;
        }
    }

    /** What a rule measures in. */
    public enum Unit {
        /** The rule measures nothing. */
        NONE(""),
        SECONDS("s"),
        METERS_PER_SECOND("m/s");

        private final String symbol;

        Unit(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
