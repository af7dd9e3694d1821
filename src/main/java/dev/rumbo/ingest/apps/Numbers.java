package dev.rumbo.ingest.apps;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal numbers as apps and templates write them, kept exact until they are rounded once. */
final class Numbers {

    private static final int LONGEST = 64;
    /** No value that is stored has more digits before its point, or any that count after so many. */
    private static final int MOST_MAGNITUDE = 20;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

    private Numbers() {}

    /** Null where it is not a finite number. */
    static @Nullable BigDecimal parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        String digits = text.strip();
        if (DECIMAL_COMMA.matcher(digits).matches()) {
            digits = digits.replace(',', '.');
        }
        try {
            return bounded(new BigDecimal(digits));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** {@code 1e999999999} is short to write and long to reckon with: beyond any range it is as good as the bound. */
    private static BigDecimal bounded(BigDecimal number) {
        long magnitude = (long) number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -MOST_MAGNITUDE) {
            return BigDecimal.ZERO;
        }
        if (magnitude > MOST_MAGNITUDE) {
            return BigDecimal.TEN.pow(MOST_MAGNITUDE).multiply(BigDecimal.valueOf(number.signum()));
        }
        return number;
    }

    static boolean within(BigDecimal number, long min, long max) {
        return number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    /** {@code number * numerator / denominator} as a whole number, ties away from zero. */
    static long scaled(BigDecimal number, long numerator, long denominator) {
        return number.multiply(BigDecimal.valueOf(numerator))
                .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
                .longValue();
    }
}
