package dev.rumbo.web;

import dev.rumbo.accounts.User;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A part of the people of a fleet, by name in the order of the reader's language.
 *
 * @param words which their name or address holds, in any case and with or without accents; empty for everybody
 * @param found how many there are in all parts
 * @param next where the next part begins; empty on the last
 */
public record PeopleList(List<User> people, String words, int found, OptionalInt next) {

    static final int ON_A_PAGE = 100;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /** @param from where the part begins, from 0; what is not in the list is its beginning */
    static PeopleList of(List<User> all, String words, int from, Locale language) {
        String wanted = plain(words.strip());
        List<User> found = all.stream()
                .filter(user -> plain(user.name() + '\n' + user.email()).contains(wanted))
                .sorted(Comparator.comparing(User::name, Collator.getInstance(language))
                        .thenComparing(User::email))
                .toList();
        int start = from < 0 || from >= found.size() ? 0 : from;
        int end = Math.min(found.size(), start + ON_A_PAGE);
        return new PeopleList(
                found.subList(start, end),
                words.strip(),
                found.size(),
                end < found.size() ? OptionalInt.of(end) : OptionalInt.empty());
    }

    public Optional<String> pathToNext() {
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "/people?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&from=" + next.getAsInt());
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
