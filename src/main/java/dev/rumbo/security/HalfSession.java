package dev.rumbo.security;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * That the password was right and the code of the second factor is still to come: a cookie with an HMAC under the hash of the
 * password, so that nothing is kept for it, every instance knows it, and a new password ends it. It opens the page for the code and
 * nothing else.
 */
final class HalfSession {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern PARTS =
            Pattern.compile("([^.]+)\\.([^.]+)\\.([0-9]{1,15})\\.([a-z]*)\\.([^.]*)\\.([^.]+)");

    private HalfSession() {}

    /** Whose it is, and what a provider said of them that is to be done with the code. */
    record Half(User user, Vouched vouched) {}

    static NewCookie cookie(User user, Vouched vouched, Instant now, boolean secure) {
        String said = now.plus(LIFETIME).toEpochMilli() + "."
                + vouched.role().map(Role::word).orElse("") + '.'
                + vouched.identity().orElse("");
        return cookie(
                user.fleetId() + '.' + user.id() + '.' + said + '.' + sign(user, said),
                (int) LIFETIME.toSeconds(),
                secure);
    }

    /** Takes it away. */
    static NewCookie gone(boolean secure) {
        return cookie("", 0, secure);
    }

    /** Whose it is, while it lasts. */
    static Optional<Half> find(@Nullable String cookie, AccountStore accounts, Instant now) {
        var parts = PARTS.matcher(cookie == null ? "" : cookie);
        if (!parts.matches() || Long.parseLong(parts.group(3)) <= now.toEpochMilli()) {
            return Optional.empty();
        }
        return accounts.findUser(new Owner(parts.group(1), parts.group(2)))
                .filter(User::active)
                .filter(user -> MessageDigest.isEqual(
                        bytes(parts.group(6)),
                        bytes(sign(user, parts.group(3) + '.' + parts.group(4) + '.' + parts.group(5)))))
                .map(user -> new Half(
                        user,
                        new Vouched(
                                Optional.of(parts.group(5)).filter(hash -> !hash.isEmpty()), Role.of(parts.group(4)))));
    }

    /** @param said until when it lasts, and what a provider said */
    private static String sign(User user, String said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes(user.passwordHash()), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(
                            bytes("half session of " + user.fleetId() + ' ' + user.id() + " until " + said)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static NewCookie cookie(String value, int seconds, boolean secure) {
        return new NewCookie.Builder(Sessions.HALF)
                .value(value)
                .path("/login")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                // Who comes from a provider of log-ins comes from another site.
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
