package dev.rumbo.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Random identifiers and secrets, and the hash under which a secret is kept. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final int ID_BYTES = 12;
    private static final int SECRET_BYTES = 32;

    private Secrets() {}

    /** 96 random bits as 16 letters: unique without asking anybody, and short in keys and records. */
    static String newId() {
        return random(ID_BYTES);
    }

    /** 256 random bits. */
    static String newSecret() {
        return random(SECRET_BYTES);
    }

    /** Unpadded base64url of the SHA-256; the secrets are random, so neither salt nor work factor would add anything. */
    static String hash(String secret) {
        try {
            return TEXT.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String random(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }
}
