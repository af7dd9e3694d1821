package dev.rumbo.web;

import jakarta.ws.rs.core.HttpHeaders;
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

    /** The first locale that a browser accepts and whose language is spoken, with its region. */
    static Locale wanted(HttpHeaders headers) {
        return headers.getAcceptableLanguages().stream()
                .filter(Languages::isSpoken)
                .findFirst()
                .orElse(ENGLISH);
    }

    private static boolean isSpoken(Locale wanted) {
        return SPOKEN.stream().anyMatch(spoken -> spoken.getLanguage().equals(wanted.getLanguage()));
    }

    /** The first spoken language that a browser accepts. */
    static Locale of(List<Locale> accepted) {
        return accepted.stream()
                .filter(Languages::isSpoken)
                .findFirst()
                .map(Languages::of)
                .orElse(ENGLISH);
    }
}
