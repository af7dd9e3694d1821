package dev.rumbo.accounts;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** What an e-mail address has to be to name one person only. */
public final class EmailAddresses {

    private static final Pattern SHAPE = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private EmailAddresses() {}

    /**
     * Whether it has the shape of one and can be typed in one way only: in Unicode's compatible composed form, as keyboards write
     * it, and without characters that nobody sees.
     */
    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches()
                && Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                && text.codePoints()
                        .noneMatch(letter -> Character.getType(letter) == Character.FORMAT
                                || Character.getType(letter) == Character.SURROGATE
                                || Character.isISOControl(letter));
    }
}
