package dev.rumbo.privacy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The hours in which others may see a driver's positions, by the driver's clock.
 *
 * @param days on which work begins; at least one
 * @param from when it begins
 * @param to when it ends, itself not included; on the next day where it is not after {@code from}
 */
public record WorkingHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    /** @throws IllegalArgumentException where no day is named */
    public WorkingHours {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("at least one day must be named");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** A time, in milliseconds since 1970, its end not included. */
    record Span(long fromMillis, long toMillis) {}

    boolean contain(long millis, ZoneId zone) {
        ZonedDateTime at = Instant.ofEpochMilli(millis).atZone(zone);
        LocalTime time = at.toLocalTime();
        if (from.isBefore(to)) {
            return days.contains(at.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        return (days.contains(at.getDayOfWeek()) && !time.isBefore(from))
                || (days.contains(at.getDayOfWeek().minus(1)) && time.isBefore(to));
    }

    /** The first stretch of working hours within the span; empty where there is none. */
    Optional<Span> first(long fromMillis, long toMillis, ZoneId zone) {
        LocalDate day =
                Instant.ofEpochMilli(fromMillis).atZone(zone).toLocalDate().minusDays(1);
        LocalDate last = Instant.ofEpochMilli(toMillis).atZone(zone).toLocalDate();
        Optional<Span> found = Optional.empty();
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            if (!days.contains(day.getDayOfWeek())) {
                continue;
            }
            long begin = Math.max(fromMillis, millis(day, from, zone));
            long end = Math.min(toMillis, millis(from.isBefore(to) ? day : day.plusDays(1), to, zone));
            if (found.isPresent() && begin > found.get().toMillis()) {
                return found;
            }
            if (begin < end) {
                long start = found.map(Span::fromMillis).orElse(begin);
                found = Optional.of(new Span(start, end));
            }
        }
        return found;
    }

    private static long millis(LocalDate day, LocalTime time, ZoneId zone) {
        return day.atTime(time).atZone(zone).toInstant().toEpochMilli();
    }
}
