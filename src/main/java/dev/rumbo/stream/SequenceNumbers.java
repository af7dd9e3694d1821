package dev.rumbo.stream;

import java.math.BigInteger;

/** Sequence numbers of one shard: decimal, where several records came in one with the record's place in it after a dot. */
public final class SequenceNumbers {

    private SequenceNumbers() {}

    /** Negative where the first came before the second, 0 where they are the same. */
    public static int compare(String first, String second) {
        int order = number(first, 0).compareTo(number(second, 0));
        return order == 0 ? number(first, 1).compareTo(number(second, 1)) : order;
    }

    private static BigInteger number(String text, int part) {
        int dot = text.indexOf('.');
        String digits =
                dot < 0 ? (part == 0 ? text : "0") : part == 0 ? text.substring(0, dot) : text.substring(dot + 1);
        return new BigInteger(digits);
    }
}
