package dev.rumbo.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one position of {@code POST /api/v1/positions} from JSON: {@code time}, {@code lat} and {@code lon} are required
 * and must be right, a bad {@code speed}, {@code course}, {@code altitude} or {@code accuracy} is left out.
 */
public final class PositionJson {

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** ISO 8601 with an offset; as the standard allows, without the colon or the minutes, too. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .parseLenient()
            .appendOffset("+HH", "Z")
            .toFormatter(Locale.ROOT);

    /** Below this difference from a tie, rounding looks at the decimal digits instead of the double. */
    private static final double TIE = 1e-4;

    /** As JSON writes a number. */
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

    private PositionJson() {}

    /** Numbers that stand in quotes, as whoever makes JSON of a table's text puts all of them. */
    public enum Quoted {
        /** They are no numbers. */
        REFUSED,
        /** They are numbers; nothing in quotes is a field that is missing. */
        TAKEN
    }

    /**
     * What became of one position: it, or the reason why it cannot be taken.
     *
     * @param position present where {@code reason} is empty
     */
    public record Parsed(Optional<Position> position, String reason) {

        private static Parsed rejected(String reason) {
            return new Parsed(Optional.empty(), reason);
        }
    }

    /**
     * Reads the value that the parser stands on, to its end.
     *
     * @param latest the latest acceptable time
     * @throws IOException where the JSON itself is broken or the source fails
     */
    public static Parsed read(JsonParser json, Instant latest) throws IOException {
        return read(json, latest, Quoted.REFUSED);
    }

    /** The same, where numbers may stand in quotes. */
    public static Parsed read(JsonParser json, Instant latest, Quoted quoted) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Parsed.rejected("a position must be an object");
        }
        Fields fields = new Fields(quoted);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.take(name, json);
            json.skipChildren();
        }
        return fields.position(latest);
    }

    private static final class Fields {
        private final Quoted quoted;
        private String time = "";
        private boolean timeSeen;
        private Scaled latitude = Scaled.MISSING;
        private Scaled longitude = Scaled.MISSING;
        private int speed = Position.ABSENT;
        private int course = Position.ABSENT;
        private int altitude = Position.ABSENT;
        private int accuracy = Position.ABSENT;

        Fields(Quoted quoted) {
            this.quoted = quoted;
        }

        private Scaled number(JsonParser json, int scale, double min, double max) throws IOException {
            return quoted == Quoted.TAKEN && json.currentToken() == JsonToken.VALUE_STRING
                    ? Scaled.ofText(json.getText().strip(), scale, min, max)
                    : Scaled.read(json, scale, min, max);
        }

        void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "time" -> {
                    timeSeen = json.currentToken() != JsonToken.VALUE_NULL;
                    time = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
                }
                case "lat" -> latitude = number(json, 10_000_000, -90, 90);
                case "lon" -> longitude = number(json, 10_000_000, -180, 180);
                case "speed" -> speed = number(json, 100, 0, 20_000_000).orAbsent();
                case "course" -> {
                    int decidegrees = number(json, 10, 0, 360).orAbsent();
                    course = decidegrees == 3600 ? 0 : decidegrees;
                }
                case "altitude" ->
                    altitude = number(json, 10, -100_000_000, 100_000_000).orAbsent();
                case "accuracy" -> {
                    int decimeters = number(json, 10, 0, 100_000_000).orAbsent();
                    accuracy = decimeters == 0 ? Position.ABSENT : decimeters;
                }
                default -> {
                    // Phones send much more than Rumbo keeps.
                }
            }
        }

        Parsed position(Instant latest) {
            if (!timeSeen) {
                return Parsed.rejected("time is missing");
            }
            Optional<Instant> instant = parseTime(time);
            if (instant.isEmpty()) {
                return Parsed.rejected("time must be ISO 8601 with an offset or Z");
            }
            if (instant.get().isBefore(EARLIEST)) {
                return Parsed.rejected("time is before 1990-01-01");
            }
            if (instant.get().isAfter(latest)) {
                return Parsed.rejected("time is more than five minutes in the future");
            }
            if (!latitude.valid()) {
                return Parsed.rejected(latitude.problem("lat", "-90 to 90"));
            }
            if (!longitude.valid()) {
                return Parsed.rejected(longitude.problem("lon", "-180 to 180"));
            }
            return new Parsed(
                    Optional.of(new Position(
                            instant.get().toEpochMilli(),
                            latitude.value,
                            longitude.value,
                            speed,
                            course,
                            altitude,
                            accuracy)),
                    "");
        }
    }

    /** To the millisecond, half up. */
    private static Optional<Instant> parseTime(String text) {
        long common = UtcTime.parse(text);
        if (common != UtcTime.NOT_COMMON) {
            return Optional.of(Instant.ofEpochMilli(common));
        }
        try {
            Instant exact = OffsetDateTime.parse(text, TIME).toInstant();
            if (!isOfItsMonth(text)) {
                return Optional.empty();
            }
            return Optional.of(Instant.ofEpochMilli(exact.plusNanos(500_000).toEpochMilli()));
        } catch (DateTimeException | ArithmeticException notATime) {
            return Optional.empty();
        }
    }

    /** The formatter makes the 30th of February the 28th. */
    private static boolean isOfItsMonth(String time) {
        int dayEnd = Math.max(time.indexOf('T'), time.indexOf('t'));
        int dayStart = dayEnd - 2;
        return Integer.parseInt(time.substring(dayStart, dayEnd))
                <= YearMonth.parse(time.substring(0, dayStart - 1)).lengthOfMonth();
    }

    /** A number in whole units of a fraction, or what is wrong with it. */
    private record Scaled(int value, State state) {

        private enum State {
            VALID,
            MISSING,
            NOT_A_NUMBER,
            OUT_OF_RANGE
        }

        static final Scaled MISSING = new Scaled(Position.ABSENT, State.MISSING);

        static Scaled read(JsonParser json, int scale, double min, double max) throws IOException {
            JsonToken token = json.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return MISSING;
            }
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                return new Scaled(Position.ABSENT, State.NOT_A_NUMBER);
            }
            return of(json.getDoubleValue(), json.getText(), scale, min, max);
        }

        static Scaled ofText(String text, int scale, double min, double max) {
            if (text.isEmpty()) {
                return MISSING;
            }
            return NUMBER.matcher(text).matches()
                    ? of(Double.parseDouble(text), text, scale, min, max)
                    : new Scaled(Position.ABSENT, State.NOT_A_NUMBER);
        }

        private static Scaled of(double number, String digits, int scale, double min, double max) {
            if (!(number >= min && number <= max)) {
                return new Scaled(Position.ABSENT, State.OUT_OF_RANGE);
            }
            double scaled = Math.abs(number) * scale;
            boolean nearTie = Math.abs(scaled - Math.floor(scaled) - 0.5) < TIE;
            long rounded = nearTie ? exact(digits, scale) : (long) Math.floor(scaled + 0.5);
            return new Scaled((int) (number < 0 ? -rounded : rounded), State.VALID);
        }

        private static long exact(String digits, int scale) {
            return new BigDecimal(digits)
                    .abs()
                    .multiply(BigDecimal.valueOf(scale))
                    .setScale(0, RoundingMode.HALF_UP)
                    .longValue();
        }

        boolean valid() {
            return state == State.VALID;
        }

        int orAbsent() {
            return value;
        }

        String problem(String name, String range) {
            return switch (state) {
                case MISSING -> name + " is missing";
                case NOT_A_NUMBER -> name + " must be a number";
                case OUT_OF_RANGE -> name + " must be within " + range;
                case VALID -> throw new IllegalStateException(name + " is valid");
            };
        }
    }
}
