package dev.rumbo.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The family of a browser and its system in plain words, from what it says of itself: enough to know one's own again. The rest of what
 * it says is not kept.
 */
final class Browsers {

    /** The first that is found counts: most browsers name the ones that they descend from, too. */
    private static final Map<String, String> FAMILIES = ordered(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "SamsungBrowser/",
            "Samsung Internet",
            "Vivaldi/",
            "Vivaldi",
            "Firefox/",
            "Firefox",
            "FxiOS/",
            "Firefox",
            "CriOS/",
            "Chrome",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "Android",
            "Android",
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "CrOS",
            "ChromeOS",
            "Windows",
            "Windows",
            "Macintosh",
            "macOS",
            "Linux",
            "Linux");

    private Browsers() {}

    /** Such as {@code Firefox, Android}; empty where nothing is known. */
    static String describe(@Nullable String userAgent) {
        if (userAgent == null) {
            return "";
        }
        Optional<String> family = first(FAMILIES, userAgent);
        return family.map(known -> first(SYSTEMS, userAgent)
                        .map(system -> known + ", " + system)
                        .orElse(known))
                .orElse("");
    }

    private static Optional<String> first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            ordered.put(pairs[i], pairs[i + 1]);
        }
        return ordered;
    }
}
