package dev.rumbo.web;

import dev.rumbo.reading.Period;
import dev.rumbo.reading.Totals;
import dev.rumbo.trips.Trip;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Figures as people read them, in one language and one time zone.
 *
 * <p>Handed to a template beside its model instead of being a template extension: an extension method would need locale
 * and zone with every figure. Of one answer, and of its thread. Numbers and units are joined by no-break spaces. What is not known reads {@link #UNKNOWN}.
 */
public final class Format {

    /** Stands for a figure that nobody knows. */
    public static final String UNKNOWN = "–";

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String SPACE = "\u00a0";
    private static final long MILLIMETERS_PER_METER = 1_000;
    private static final int HALF_DAY_HOURS = 12;
    private static final int HOURS_OF_DAY = 24;
    private static final int DAYS_FROM_HOURS = 48;

    private final Locale locale;
    private final ZoneId zone;
    private final Units units;
    private final boolean twelveHours;
    private final Map<String, DateTimeFormatter> patterns = new HashMap<>();
    private final Map<Integer, NumberFormat> numbers = new HashMap<>();

    Format(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.units = Units.of(locale);
        this.twelveHours = hasTwelveHours(locale);
    }

    private static boolean hasTwelveHours(Locale locale) {
        String wanted = Habits.clock(locale);
        if (!wanted.isEmpty()) {
            return wanted.equals("12");
        }
        return !locale.getCountry().isEmpty()
                && DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                                null, FormatStyle.SHORT, IsoChronology.INSTANCE, locale)
                        .contains("a");
    }

    /** "843 m", "12.4 km", "241 km"; "820 ft", "7.7 mi". */
    public String distance(long millimeters) {
        long length = Math.round(units.toLength(millimeters));
        if (length < 1_000) {
            return length + SPACE + units.length();
        }
        double distance = units.toDistance(millimeters);
        return number(distance, distance < 99.95 ? 1 : 0) + SPACE + units.distance();
    }

    public Units units() {
        return units;
    }

    /** Whether the clock shows twelve hours, with am and pm. */
    public boolean twelveHours() {
        return twelveHours;
    }

    /** A BCP 47 tag, for scripts. */
    public String localeTag() {
        return locale.toLanguageTag();
    }

    /**
     * "1563832800000:7200": from which instant on, in milliseconds since 1970, the zone is how many seconds ahead of UTC, from
     * a day before a span to a day after it. For scripts: a browser may know other rules of the zone than the server, and one
     * page must not tell two times.
     */
    public String offsets(long fromMillis, long toMillis) {
        ZoneRules rules = zone.getRules();
        Instant from = Instant.ofEpochMilli(fromMillis).minus(1, ChronoUnit.DAYS);
        Instant to = Instant.ofEpochMilli(toMillis).plus(1, ChronoUnit.DAYS);
        StringBuilder offsets = new StringBuilder();
        offsets.append(from.toEpochMilli())
                .append(':')
                .append(rules.getOffset(from).getTotalSeconds());
        for (ZoneOffsetTransition next = rules.nextTransition(from);
                next != null && next.getInstant().isBefore(to);
                next = rules.nextTransition(next.getInstant())) {
            offsets.append(' ')
                    .append(next.getInstant().toEpochMilli())
                    .append(':')
                    .append(next.getOffsetAfter().getTotalSeconds());
        }
        return offsets.toString();
    }

    /** "45 s", "21 min", "1 h 05 min". */
    public String duration(int seconds) {
        return duration((long) seconds);
    }

    /** Templates take a method for the exact type of a number only, hence both. */
    public String duration(long seconds) {
        if (seconds < 60) {
            return seconds + SPACE + "s";
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60) {
            return minutes + SPACE + "min";
        }
        return minutes / 60 + SPACE + "h" + SPACE + String.format(Locale.ROOT, "%02d", minutes % 60) + SPACE + "min";
    }

    /** "1 h 05 min", or "3 d 15 h" for what nobody counts in hours. */
    public String span(long seconds) {
        long hours = Math.round(seconds / 3_600.0);
        return hours < DAYS_FROM_HOURS
                ? duration(seconds)
                : hours / HOURS_OF_DAY + SPACE + "d" + SPACE + hours % HOURS_OF_DAY + SPACE + "h";
    }

    /** "64 km/h" or "40 mph"; unknown where 0 or less, because nothing was driven at no speed. */
    public String speed(double metersPerSecond) {
        return metersPerSecond > 0 ? number(metersPerSecond * units.speedFactor(), 0) + SPACE + units.speed() : UNKNOWN;
    }

    /** "2.3 km/h": where a tenth decides. */
    public String exactSpeed(double metersPerSecond) {
        return number(metersPerSecond * units.speedFactor(), 1) + SPACE + units.speed();
    }

    /** "3.4 m/s²", without its sign. */
    public String acceleration(double metersPerSecondSquared) {
        return number(Math.abs(metersPerSecondSquared), 1) + SPACE + "m/s²";
    }

    /** A duration that a rule compares. */
    public String seconds(double seconds) {
        return duration(Math.round(seconds));
    }

    public String topSpeed(int centimetersPerSecond) {
        return speed(centimetersPerSecond / 100.0);
    }

    /** Over driving and idle time, as the API has it. */
    public String averageSpeed(Trip trip) {
        int seconds = trip.drivingSeconds() + trip.idleSeconds();
        return seconds == 0 ? UNKNOWN : speed((double) trip.distanceMillimeters() / MILLIMETERS_PER_METER / seconds);
    }

    /** Over driving and idle time, as the API has it. */
    public String averageSpeed(Totals totals) {
        long seconds = totals.drivingSeconds() + totals.idleSeconds();
        return seconds == 0 ? UNKNOWN : speed((double) totals.distanceMillimeters() / MILLIMETERS_PER_METER / seconds);
    }

    /** "+12 %": how much more one figure is than another; unknown where the other is 0. */
    public String change(long now, long before) {
        if (before <= 0) {
            return UNKNOWN;
        }
        long percent = Math.round(100.0 * (now - before) / before);
        return (percent > 0 ? "+" : percent < 0 ? "\u2212" : "±") + count(Math.abs(percent)) + SPACE + "%";
    }

    /** "+3 min": how much longer one duration is than another. */
    public String durationChange(long seconds, long before) {
        long more = seconds - before;
        return (more > 0 ? "+" : more < 0 ? "\u2212" : "±") + duration(Math.abs(more));
    }

    /** "0.28": one figure in terms of another. */
    public String factor(double value) {
        return number(value, 2);
    }

    /** A count, grouped in thousands. */
    public String count(int value) {
        return count((long) value);
    }

    public String count(long value) {
        return number((double) value, 0);
    }

    /** "07:42" or "7:42 AM", local. */
    public String time(long millis) {
        return pattern(timePattern()).format(at(millis));
    }

    /** "07:42:09", local; where seconds matter. */
    public String exactTime(long millis) {
        return pattern(timePattern().replace("mm", "mm:ss")).format(at(millis));
    }

    /** "07:42:09", as a field for a time wants it. */
    public String clockTime(long millis) {
        return CLOCK.format(at(millis));
    }

    /** The start of a day. */
    public String midnight() {
        return pattern(timePattern()).format(LocalTime.MIDNIGHT);
    }

    /** An hour of the clock beneath a bar: "0" to "24", or "12a", "3a" to "12p". */
    public String hour(int hour) {
        if (!twelveHours) {
            return String.valueOf(hour);
        }
        int half = hour % HALF_DAY_HOURS;
        return (half == 0 ? HALF_DAY_HOURS : half) + (hour / HALF_DAY_HOURS % 2 == 0 ? "a" : "p");
    }

    private String timePattern() {
        return twelveHours ? "h:mm" + SPACE + "a" : "HH:mm";
    }

    public String time(OptionalLong millis) {
        return millis.isPresent() ? time(millis.getAsLong()) : UNKNOWN;
    }

    /** "Mon 18:20", local: a time of another day than the one that is shown. */
    public String weekdayAndTime(long millis) {
        return pattern("EEE " + timePattern()).format(at(millis));
    }

    /** "23 Jul 2019, 18:20", local. */
    public String fullTime(long millis) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .format(at(millis))
                + ", " + time(millis);
    }

    /** The local day of an instant. */
    public LocalDate date(long millis) {
        return at(millis).toLocalDate();
    }

    /** ISO 8601 with the zone's offset, for machines. */
    public String machineTime(long millis) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at(millis));
    }

    /** "Tuesday, July 23, 2019", "martes, 23 de julio de 2019". */
    public String longDate(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale)
                .format(date);
    }

    /** "Tuesday 23 July", "martes 23 de julio". */
    public String shortDate(LocalDate date) {
        return DateTimeFormatter.ofPattern(
                        Languages.of(locale).equals(Languages.SPANISH) ? "EEEE d 'de' MMMM" : "EEEE d MMMM", locale)
                .format(date);
    }

    /** "July 2019", "julio de 2019". */
    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern(
                        Languages.of(locale).equals(Languages.SPANISH) ? "MMMM 'de' yyyy" : "MMMM yyyy", locale)
                .format(month);
    }

    /** "Tuesday, July 23, 2019", "7/22/19 – 7/28/19", "July 2019", "2019". */
    public String period(Period period) {
        DateTimeFormatter day =
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
        return switch (period.size()) {
            case DAY -> longDate(period.start());
            case WEEK -> day.format(period.start()) + " – " + day.format(period.end());
            case MONTH -> month(YearMonth.from(period.start()));
            case YEAR -> String.valueOf(period.start().getYear());
        };
    }

    /** "July", "julio". */
    public String monthName(YearMonth month) {
        return month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    /** "M", for the head of a narrow column. */
    public String weekdayLetter(DayOfWeek day) {
        return day.getDisplayName(TextStyle.NARROW_STANDALONE, locale);
    }

    /** "Jul", under a column. */
    public String shortMonth(LocalDate date) {
        return date.getMonth().getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    /** "Mon", for the head of a column. */
    public String weekday(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, locale);
    }

    private ZonedDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }

    private String number(double value, int decimals) {
        return numbers.computeIfAbsent(decimals, this::newNumber).format(value);
    }

    private NumberFormat newNumber(int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }

    /** Reading a pattern takes longer than writing a time by it. */
    private DateTimeFormatter pattern(String pattern) {
        return patterns.computeIfAbsent(pattern, letters -> DateTimeFormatter.ofPattern(letters, locale));
    }
}
