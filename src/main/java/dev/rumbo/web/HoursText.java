package dev.rumbo.web;

import dev.rumbo.privacy.WorkingHours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Working hours as a page shows them, and as its form does.
 *
 * @param set whether there are any
 * @param days as a list of words
 * @param choices all days of the week
 */
public record HoursText(boolean set, String days, String from, String to, List<Day> choices) {

    private static final WorkingHours USUAL = new WorkingHours(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(8, 0), LocalTime.of(18, 0));

    /** A day of the week, in the page's language. */
    public record Day(String value, String label, boolean chosen) {}

    static HoursText of(Optional<WorkingHours> hours, Locale locale) {
        WorkingHours shown = hours.orElse(USUAL);
        Locale language = Languages.of(locale);
        DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
        return new HoursText(
                hours.isPresent(),
                shown.days().stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL, language))
                        .collect(Collectors.joining(", ")),
                shown.from().format(time),
                shown.to().format(time),
                choices(shown.days(), language));
    }

    private static List<Day> choices(Set<DayOfWeek> chosen, Locale language) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> new Day(
                        FleetPrivacyPage.word(day), day.getDisplayName(TextStyle.FULL, language), chosen.contains(day)))
                .toList();
    }
}
