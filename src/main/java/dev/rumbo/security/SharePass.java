package dev.rumbo.security;

import dev.rumbo.accounts.Share;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * That the password of a link was right in this browser: a cookie for the link's own path with an HMAC under the hash of the password, so
 * that nothing is kept for it, every instance knows it, and it opens no other link.
 */
final class SharePass {

    static final String COOKIE = "rumbo_share";

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";

    private SharePass() {}

    static boolean isOf(Share share, String cookie) {
        return MessageDigest.isEqual(
                cookie.getBytes(StandardCharsets.UTF_8), sign(share).getBytes(StandardCharsets.UTF_8));
    }

    static NewCookie cookie(Share share, String path, Instant now, boolean secure) {
        Duration left = Duration.between(now, share.end());
        return new NewCookie.Builder(COOKIE)
                .value(sign(share))
                .path(path)
                .maxAge((int) (left.compareTo(LONGEST) < 0 ? left : LONGEST).toSeconds())
                .httpOnly(true)
                .secure(secure)
                // A link is followed from a message: with Strict the password would be asked for again.
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static String sign(Share share) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(share.passwordHash().orElseThrow().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signed = mac.doFinal(("opened link " + share.id()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
