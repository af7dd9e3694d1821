package dev.rumbo.moving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over several byte strings, each with its length; shown as its first 16 hexadecimal digits. */
final class Digest {

    private static final int SHOWN = 16;

    private final MessageDigest sha256;

    Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    static String of(List<String> texts) {
        Digest digest = new Digest();
        texts.forEach(digest::add);
        return digest.shown();
    }

    void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(byte[] bytes) {
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
    }

    String shown() {
        return HexFormat.of().formatHex(sha256.digest()).substring(0, SHOWN);
    }
}
