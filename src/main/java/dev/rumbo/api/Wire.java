package dev.rumbo.api;

import dev.rumbo.trips.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers as the contract wants them: in base units, without noise, absent where unknown. */
final class Wire {

    private static final int SPEED_DECIMALS = 3;

    private Wire() {}

    static BigDecimal degrees(int e7) {
        return decimal(e7, 7);
    }

    static BigDecimal meters(long millimeters) {
        return decimal(millimeters, 3);
    }

    static BigDecimal metersPerSecond(int centimetersPerSecond) {
        return decimal(centimetersPerSecond, 2);
    }

    static @Nullable BigDecimal metersPerSecond(long millimeters, long seconds) {
        if (seconds == 0) {
            return null;
        }
        return plain(BigDecimal.valueOf(millimeters, 3)
                .divide(BigDecimal.valueOf(seconds), SPEED_DECIMALS, RoundingMode.HALF_UP));
    }

    static BigDecimal metersPerSecondSquared(double value) {
        return plain(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP));
    }

    /** @param value in units of ten to the minus {@code decimals}, or {@link Position#ABSENT} */
    static @Nullable BigDecimal optional(int value, int decimals) {
        return value == Position.ABSENT ? null : decimal(value, decimals);
    }

    static BigDecimal number(double value) {
        return plain(BigDecimal.valueOf(value));
    }

    /** Rounded half up. */
    static long seconds(long millis) {
        return Math.floorDiv(millis + 500, Duration.ofSeconds(1).toMillis());
    }

    private static BigDecimal decimal(long unscaled, int decimals) {
        return plain(BigDecimal.valueOf(unscaled, decimals));
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
