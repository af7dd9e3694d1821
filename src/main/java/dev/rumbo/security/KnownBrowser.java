package dev.rumbo.security;

import dev.rumbo.accounts.User;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a user logged in with this browser before: a cookie with an HMAC under the hash of their password, so that nothing is kept
 * for it, every instance knows it, and a new password ends it. It opens nothing; it only keeps strangers from locking the user out.
 */
final class KnownBrowser {

    static final String COOKIE = "rumbo_known";

    private static final Duration LIFETIME = Duration.ofDays(180);
    private static final String ALGORITHM = "HmacSHA256";

    private KnownBrowser() {}

    static boolean isOf(User user, @Nullable String cookie) {
        return cookie != null
                && MessageDigest.isEqual(
                        cookie.getBytes(StandardCharsets.UTF_8), sign(user).getBytes(StandardCharsets.UTF_8));
    }

    static NewCookie cookie(User user, boolean secure) {
        return new NewCookie.Builder(COOKIE)
                .value(sign(user))
                .path("/login")
                .maxAge((int) LIFETIME.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    private static String sign(User user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(user.passwordHash().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signed = mac.doFinal(("known browser of " + user.id()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
