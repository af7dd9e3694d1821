package dev.rumbo.accounts;

import java.util.Optional;

/** Names that users give and that others read: of people, devices, places and drives. */
public final class Names {

    /** Marks that turn the direction of the text after them: with them a name can change how the page around it reads. */
    private static final String TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private Names() {}

    /**
     * The name in a text, without the blanks around it; empty where it has none, or one that cannot be shown as it is.
     *
     * @param longest in characters as people count them: code points
     */
    public static Optional<String> read(String text, int longest) {
        String name = text.strip();
        boolean visible = name.codePoints().anyMatch(Names::isVisible);
        boolean showable = name.codePoints().allMatch(Names::isShowable);
        return visible && showable && name.codePointCount(0, name.length()) <= longest
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Joiners of width zero have their use inside a word and none alone. */
    private static boolean isVisible(int letter) {
        return Character.getType(letter) != Character.FORMAT && !Character.isWhitespace(letter);
    }

    private static boolean isShowable(int letter) {
        int type = Character.getType(letter);
        return type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && TURNING.indexOf(letter) < 0
                // Ends of planes, which are no characters and which no XML may hold.
                && (letter & 0xFFFE) != 0xFFFE;
    }
}
