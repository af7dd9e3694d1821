package dev.rumbo.security;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of authenticator apps (RFC 6238 with the defaults that all apps know: SHA-1, 6 digits, 30 seconds), and recovery codes. */
final class Codes {

    /** Of the secret: as long as the hash. */
    private static final int SECRET_BYTES = 20;

    /** 120 bits in 24 letters: too many to guess, so that their hash needs no salt and no work. */
    private static final int RECOVERY_BYTES = 15;

    private static final int RECOVERY_CODES = 10;
    private static final int STEP_SECONDS = 30;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    private Codes() {}

    /** In base32, as apps take it. */
    static String newSecret() {
        return random(SECRET_BYTES);
    }

    /** Such as {@code mfqw-cy3m-nzqw-2zlo-orqw-y3do}. */
    static List<String> newRecoveryCodes() {
        return Stream.generate(() -> random(RECOVERY_BYTES).toLowerCase(Locale.ROOT))
                .map(code -> String.join("-", code.split("(?<=\\G.{4})")))
                .limit(RECOVERY_CODES)
                .toList();
    }

    /** What is kept of a recovery code, however it was typed. */
    static String recoveryHash(String code) {
        return Secrets.hash(code.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", ""));
    }

    /**
     * The step that a code is of: the present one, or one before or after, for clocks that differ.
     *
     * @param last steps up to this are of no more use
     * @return empty where it is of none of them
     */
    static OptionalLong step(String secret, String code, Instant now, long last) {
        byte[] typed = code.replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII);
        long present = Math.floorDiv(now.getEpochSecond(), (long) STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        for (long step = present - 1; step <= present + 1; step++) {
            byte[] right = code(secret, step).getBytes(StandardCharsets.US_ASCII);
            if (MessageDigest.isEqual(right, typed) && step > last) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private static String code(String secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), GENERATOR.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP_SECONDS),
                    Locale.ROOT);
        } catch (InvalidKeyException neverOurs) {
            throw new IllegalStateException(neverOurs);
        }
    }

    private static String random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return new Base32().encodeToString(bytes).replace("=", "");
    }
}
