package dev.rumbo.ingest.apps;

import dev.rumbo.trips.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One fix as an app or a file told it, on its way to a position. Names the same ranges as {@code POST /api/v1/positions}. */
@SuppressWarnings("CanIgnoreReturnValueSuggester") // A chain, whose last link is what counts.
public final class Fix {

    private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
    private static final long TURN_DECIDEGREES = 3600;

    private final long latestMillis;
    private boolean live;
    private boolean nullIsland;
    private boolean timed;
    private OptionalLong time = OptionalLong.empty();
    private @Nullable String latitude;
    private @Nullable String longitude;
    private int speed = Position.ABSENT;
    private int course = Position.ABSENT;
    private int altitude = Position.ABSENT;
    private int accuracy = Position.ABSENT;

    private Fix(long latestMillis, boolean live) {
        this.latestMillis = latestMillis;
        this.live = live;
    }

    /**
     * Of a phone that reports what it just measured: an old time is a receiver's whose week number started again.
     *
     * @param latestMillis the latest acceptable time
     */
    static Fix ofPhone(long latestMillis) {
        return new Fix(latestMillis, true);
    }

    /** Of a recording, whose times are what they are. */
    public static Fix ofFile(long latestMillis) {
        return new Fix(latestMillis, false);
    }

    /** Of a recording that Rumbo wrote: it holds nothing that a receiver made up, so 0, 0 is where it says. */
    public static Fix ofOwnFile(long latestMillis) {
        Fix fix = new Fix(latestMillis, false);
        fix.nullIsland = true;
        return fix;
    }

    public Fix time(@Nullable String text) {
        timed = text != null;
        return time(AppTime.parse(text), timed);
    }

    /** A time that is known for certain. */
    Fix time(long millis) {
        live = false;
        return time(OptionalLong.of(millis), true);
    }

    private Fix time(OptionalLong millis, boolean told) {
        timed = told;
        time = millis;
        return this;
    }

    public Fix place(@Nullable String latitude, @Nullable String longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
        return this;
    }

    /** Negative means unknown. */
    public Fix speed(@Nullable String text, SpeedUnit unit) {
        BigDecimal number = Numbers.parse(text);
        if (number != null && Numbers.within(number, 0, 20_000_000)) {
            speed = (int) Numbers.scaled(number, 100L * unit.numerator(), unit.denominator());
        }
        return this;
    }

    public Fix course(@Nullable String text) {
        BigDecimal number = Numbers.parse(text);
        if (number != null && Numbers.within(number, 0, 360)) {
            course = (int) (Numbers.scaled(number, 10, 1) % TURN_DECIDEGREES);
        }
        return this;
    }

    /** @param verticalAccuracy below 0 it says that the altitude means nothing */
    public Fix altitude(@Nullable String text, @Nullable String verticalAccuracy) {
        BigDecimal vertical = Numbers.parse(verticalAccuracy);
        BigDecimal number = Numbers.parse(text);
        boolean meaningful = vertical == null || vertical.signum() >= 0;
        if (meaningful && number != null && Numbers.within(number, -100_000_000, 100_000_000)) {
            altitude = (int) Numbers.scaled(number, 10, 1);
        }
        return this;
    }

    public Fix accuracy(@Nullable String text) {
        return accuracy(text, 1);
    }

    /** @param meters of one unit; an accuracy of 0 means not stated */
    Fix accuracy(@Nullable String text, int meters) {
        BigDecimal number = Numbers.parse(text);
        if (number != null && number.signum() > 0 && Numbers.within(number, 0, 100_000_000 / meters)) {
            int decimeters = (int) Numbers.scaled(number, 10L * meters, 1);
            accuracy = decimeters == 0 ? Position.ABSENT : decimeters;
        }
        return this;
    }

    boolean isMoving() {
        return speed > 0;
    }

    /** For senders that write 0 for what they do not know. */
    Fix withoutZeros() {
        speed = speed == 0 ? Position.ABSENT : speed;
        course = course == 0 ? Position.ABSENT : course;
        altitude = altitude == 0 ? Position.ABSENT : altitude;
        return this;
    }

    /** Adds the position, or the reason why there is none. */
    void into(Findings findings, int index, Values told) {
        String problem = problem();
        if (problem.isEmpty()) {
            findings.add(position());
        } else {
            findings.reject(index, problem, told.sample());
        }
    }

    /** Why there is no position; empty where there is one. */
    public String problem() {
        String ofTime = timeProblem(millis());
        return ofTime.isEmpty() ? placeProblem(Numbers.parse(latitude), Numbers.parse(longitude)) : ofTime;
    }

    /** @throws IllegalStateException where there is a {@link #problem} */
    public Position position() {
        BigDecimal north = Numbers.parse(latitude);
        BigDecimal east = Numbers.parse(longitude);
        if (time.isEmpty() || north == null || east == null) {
            throw new IllegalStateException(problem());
        }
        return new Position(
                millis(),
                (int) Numbers.scaled(north, 10_000_000, 1),
                (int) Numbers.scaled(east, 10_000_000, 1),
                speed,
                course,
                altitude,
                accuracy);
    }

    private long millis() {
        return live ? AppTime.rolledOver(time.orElse(0), latestMillis) : time.orElse(0);
    }

    private String timeProblem(long millis) {
        if (!timed) {
            return "time is missing";
        }
        if (time.isEmpty()) {
            return "time cannot be read";
        }
        if (millis < EARLIEST) {
            return "time is before 1990-01-01";
        }
        return millis > latestMillis ? "time is more than five minutes in the future" : "";
    }

    private String placeProblem(@Nullable BigDecimal north, @Nullable BigDecimal east) {
        if (latitude == null || longitude == null) {
            return (latitude == null ? "lat" : "lon") + " is missing";
        }
        if (north == null || east == null) {
            return (north == null ? "lat" : "lon") + " must be a number";
        }
        if (!Numbers.within(north, -90, 90)) {
            return "lat must be within -90 to 90";
        }
        if (!Numbers.within(east, -180, 180)) {
            return "lon must be within -180 to 180";
        }
        return !nullIsland && north.signum() == 0 && east.signum() == 0
                ? "lat and lon are exactly 0, which is no fix"
                : "";
    }
}
