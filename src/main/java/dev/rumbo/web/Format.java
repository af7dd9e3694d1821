package dev.rumbo.web;

import dev.rumbo.trips.Trip;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Figures as people read them, in one language and one time zone.
 *
 * <p>Handed to a template beside its model instead of being a template extension: an extension method would need locale
 * and zone with every figure. Numbers and units are joined by no-break spaces. What is not known reads {@link #UNKNOWN}.
 */
public final class Format {

    /** Stands for a figure that nobody knows. */
    public static final String UNKNOWN = "–";

    private static final String SPACE = "\u00a0";
    private static final long MILLIMETERS_PER_METER = 1_000;
    private static final double MILLIMETERS_PER_KILOMETER = 1_000_000;
    private static final double KMH_PER_METER_PER_SECOND = 3.6;

    private final Locale locale;
    private final ZoneId zone;

    Format(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    /** "843 m", "12.4 km", "241 km". */
    public String distance(long millimeters) {
        long meters = Math.round((double) millimeters / MILLIMETERS_PER_METER);
        if (meters < 1_000) {
            return meters + SPACE + "m";
        }
        double kilometers = millimeters / MILLIMETERS_PER_KILOMETER;
        return number(kilometers, kilometers < 99.95 ? 1 : 0) + SPACE + "km";
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

    /** "64 km/h"; unknown where 0 or less, because nothing was driven at no speed. */
    public String speed(double metersPerSecond) {
        return metersPerSecond > 0 ? number(metersPerSecond * KMH_PER_METER_PER_SECOND, 0) + SPACE + "km/h" : UNKNOWN;
    }

    public String topSpeed(int centimetersPerSecond) {
        return speed(centimetersPerSecond / 100.0);
    }

    /** Over driving and idle time, as the API has it. */
    public String averageSpeed(Trip trip) {
        int seconds = trip.drivingSeconds() + trip.idleSeconds();
        return seconds == 0 ? UNKNOWN : speed((double) trip.distanceMillimeters() / MILLIMETERS_PER_METER / seconds);
    }

    /** A count, grouped in thousands. */
    public String count(int value) {
        return count((long) value);
    }

    public String count(long value) {
        return NumberFormat.getIntegerInstance(locale).format(value);
    }

    /** "07:42", local. */
    public String time(long millis) {
        return DateTimeFormatter.ofPattern("HH:mm", locale).format(at(millis));
    }

    public String time(OptionalLong millis) {
        return millis.isPresent() ? time(millis.getAsLong()) : UNKNOWN;
    }

    /** "Mon 18:20", local: a time of another day than the one that is shown. */
    public String weekdayAndTime(long millis) {
        return DateTimeFormatter.ofPattern("EEE HH:mm", locale).format(at(millis));
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

    private ZonedDateTime at(long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone);
    }

    private String number(double value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }
}
