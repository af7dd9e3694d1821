package dev.rumbo.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * The key under which the secrets of second factors rest: from {@code RUMBO_SECOND_FACTOR_KEY}, 32 bytes in base64, or on the embedded
 * engine from a file of its own that only its owner reads. AES-256-GCM, bound to what is sealed for whom.
 */
public final class FactorKey {

    private static final Logger LOG = Logger.getLogger(FactorKey.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Optional<byte[]> given;
    private final Optional<Path> file;

    private FactorKey(Optional<byte[]> given, Optional<Path> file) {
        this.given = given;
        this.file = file;
    }

    /**
     * @param text from the environment
     * @param file where a key is kept that nobody gave; empty where there is no place for it
     */
    public static FactorKey of(Optional<String> text, Optional<Path> file) {
        Optional<byte[]> given = text.map(String::strip).flatMap(FactorKey::decode);
        if (text.isPresent() && given.isEmpty()) {
            LOG.error("RUMBO_SECOND_FACTOR_KEY is not 32 bytes in base64: there are no second factors without it");
        }
        return new FactorKey(given, text.isPresent() ? Optional.empty() : file);
    }

    /** Whether anything can be sealed. */
    boolean isThere() {
        return given.isPresent() || file.isPresent();
    }

    /** @param of what it is, and whose; the same opens it */
    String seal(String secret, String of) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key(true).orElseThrow(), nonce, of)
                    .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
            System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException everyJdkCan) {
            throw new IllegalStateException(everyJdkCan);
        }
    }

    /** Empty where it was sealed under another key or for something else, or was changed. */
    Optional<String> open(String sealed, String of) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed);
            Optional<byte[]> key = key(false);
            if (whole.length <= NONCE_BYTES || key.isEmpty()) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), Arrays.copyOf(whole, NONCE_BYTES), of);
            return Optional.of(
                    new String(cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String of) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(of.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private Optional<byte[]> key(boolean make) {
        return given.isPresent() ? given : file.flatMap(path -> kept(path, make));
    }

    private static Optional<byte[]> kept(Path path, boolean make) {
        try {
            if (make && !Files.exists(path)) {
                keep(path);
            }
            return Files.exists(path)
                    ? decode(Files.readString(path, StandardCharsets.US_ASCII).strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the key of second factors cannot be read or kept: " + path, unreadable);
        }
    }

    private static void keep(Path path) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(
                partial,
                Base64.getEncoder().encode(key),
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.SYNC).toArray(StandardOpenOption[]::new));
        try {
            Files.createLink(path, partial);
        } catch (FileAlreadyExistsException another) {
            LOG.debug("another thread made the key");
        } finally {
            Files.delete(partial);
        }
    }

    private static Optional<byte[]> decode(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(key -> key.length == KEY_BYTES);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
