package dev.rumbo.ingest.apps;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One request of an app, taken apart as far as it can be without knowing the app.
 *
 * @param path what follows the token in the address, segment by segment
 * @param values of the query, and of the body where that is a form
 * @param json the body where it looks like JSON, whatever its media type says
 * @param deviceName what a header calls the device; empty where none does
 * @param receivedMillis when it arrived
 */
public record AppRequest(
        List<String> path, Values values, Optional<JsonBody> json, Optional<String> deviceName, long receivedMillis) {

    /** Phones' clocks run ahead; what is further ahead is wrong. */
    private static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public AppRequest {
        path = List.copyOf(path);
    }

    /**
     * @param query as in the address, not decoded; empty where there is none
     * @param body not compressed any more
     * @param contentType as sent; only consulted where the body itself does not tell
     */
    public static AppRequest of(
            List<String> path,
            String query,
            byte[] body,
            String contentType,
            Optional<String> deviceName,
            long receivedMillis) {
        Values values = Values.ofForm(query);
        Optional<JsonBody> json = Optional.empty();
        String start = new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8)
                .replace(BYTE_ORDER_MARK, ' ')
                .replace('\0', ' ')
                .replace('\uFFFD', ' ')
                .strip();
        boolean saysJson = contentType.toLowerCase(Locale.ROOT).contains("json") && start.indexOf('=') < 0;
        if (start.startsWith("{") || start.startsWith("[") || (saysJson && !start.isEmpty())) {
            json = Optional.of(JsonBody.read(body));
        } else if (!start.isEmpty()) {
            String form = new String(body, StandardCharsets.UTF_8).strip();
            boolean marked = form.indexOf(BYTE_ORDER_MARK) == 0;
            values = values.or(Values.ofForm(marked ? form.substring(1) : form));
        }
        return new AppRequest(path, values, json, deviceName, receivedMillis);
    }

    /** The latest time that a fix may have. */
    long latestMillis() {
        return receivedMillis + CLOCK_AHEAD.toMillis();
    }

    Fix newFix() {
        return Fix.ofPhone(latestMillis());
    }
}
