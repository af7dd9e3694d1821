package dev.rumbo.openid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A log-in that was begun in one browser and stays in its cookie until it comes back: what the provider's answer has to repeat, so that
 * an answer that was made elsewhere is of no use here.
 *
 * @param state comes back in the address
 * @param nonce comes back in the signed token
 * @param verifier proves to the provider that the code is redeemed by whoever asked for it (PKCE, RFC 7636)
 * @param invitation secret of the invitation that is accepted by it; empty for none
 * @param to path to go on to
 */
public record Attempt(String state, String nonce, String verifier, Instant until, String invitation, String to) {

    /** To log in there, with a second factor and perhaps a new password. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Pattern PARTS =
            Pattern.compile("([\\w-]+)\\.([\\w-]+)\\.([\\w-]+)\\.([0-9]{1,15})\\.([\\w-]*)\\.((?:/[\\w-]+)+|/)");

    /** As the cookie holds it. */
    public String text() {
        return String.join(".", state, nonce, verifier, String.valueOf(until.toEpochMilli()), invitation, to);
    }

    /** What a cookie holds, while it is of use. */
    public static Optional<Attempt> read(@Nullable String text, Instant now) {
        var parts = PARTS.matcher(text == null ? "" : text);
        return parts.matches()
                ? Optional.of(new Attempt(
                                parts.group(1),
                                parts.group(2),
                                parts.group(3),
                                Instant.ofEpochMilli(Long.parseLong(parts.group(4))),
                                parts.group(5),
                                parts.group(6)))
                        .filter(attempt -> now.isBefore(attempt.until()))
                : Optional.empty();
    }

    boolean isOf(String returnedState) {
        return MessageDigest.isEqual(
                state.getBytes(StandardCharsets.UTF_8), returnedState.getBytes(StandardCharsets.UTF_8));
    }
}
