package dev.rumbo.security;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which passwords a user may choose: no rules of composition, but none that is guessed soon. Nothing is asked of anybody outside.
 *
 * <p>How soon is estimated by zxcvbn: from lists of common passwords, words and names, dates, sequences, repetitions and
 * neighbouring keys, and combinations of them.
 */
public final class PasswordRules {

    /** In characters. */
    public static final int SHORTEST = 8;

    /** In characters. */
    public static final int LONGEST = 200;

    /** By its limits {@link FailedAttempts} lets at most some 6,000 guesses a day pass: two weeks of them. */
    private static final double FEWEST_GUESSES = 1e5;

    /** What is longer is not estimated further: it would take seconds. */
    private static final int ESTIMATED = 64;

    private static final Pattern HALVES = Pattern.compile("@");
    private static final Pattern PARTS = Pattern.compile("[\\s@.]+");

    private PasswordRules() {}

    /** Why a password is refused. */
    public enum Fault {
        LENGTH,
        TOO_EASY
    }

    /** @param known what an attacker knows of the user: address and name */
    public static Optional<Fault> fault(String password, String... known) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            return Optional.of(Fault.LENGTH);
        }
        String estimated = password.substring(0, Math.min(password.length(), ESTIMATED));
        List<String> words = Stream.concat(Stream.of("rumbo"), Stream.of(known))
                .flatMap(text -> Stream.of(Stream.of(text), HALVES.splitAsStream(text), PARTS.splitAsStream(text)))
                .flatMap(each -> each)
                .filter(word -> !word.isBlank())
                .toList();
        // Its lists take megabytes and are read within a moment: passwords are chosen too seldom to keep them.
        double guesses = new Zxcvbn().measure(estimated, words).getGuesses();
        return guesses < FEWEST_GUESSES ? Optional.of(Fault.TOO_EASY) : Optional.empty();
    }
}
