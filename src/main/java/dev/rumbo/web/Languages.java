package dev.rumbo.web;

import java.util.List;
import java.util.Locale;

/** The languages that the pages speak. */
final class Languages {

    static final Locale ENGLISH = Locale.ENGLISH;
    static final Locale SPANISH = Locale.forLanguageTag("es");

    private static final List<Locale> SPOKEN = List.of(ENGLISH, SPANISH);

    private Languages() {}

    /** The spoken language of a wanted locale; English for all others. */
    static Locale of(Locale wanted) {
        return SPANISH.getLanguage().equals(wanted.getLanguage()) ? SPANISH : ENGLISH;
    }

    /** The first spoken language that a browser accepts. */
    static Locale of(List<Locale> accepted) {
        return accepted.stream()
                .filter(wanted ->
                        SPOKEN.stream().anyMatch(spoken -> spoken.getLanguage().equals(wanted.getLanguage())))
                .findFirst()
                .map(Languages::of)
                .orElse(ENGLISH);
    }
}
