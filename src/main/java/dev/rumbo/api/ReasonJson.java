package dev.rumbo.api;

import dev.rumbo.trips.Reason;
import java.time.Instant;
import java.util.Locale;

/**
 * Why something starts or ends where it does.
 *
 * @param rule the rule that decided, in lower case
 * @param from time of the first deciding position
 * @param to time of the last deciding position
 */
record ReasonJson(String rule, double threshold, double value, Instant from, Instant to) {

    static ReasonJson from(Reason reason) {
        return new ReasonJson(
                reason.rule().name().toLowerCase(Locale.ROOT),
                reason.threshold(),
                reason.value(),
                Instant.ofEpochMilli(reason.fromMillis()),
                Instant.ofEpochMilli(reason.toMillis()));
    }
}
