package dev.rumbo.stream.sqlite;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The 128-bit range of hash keys, cut into equal parts as Kinesis cuts it for a new stream. */
final class HashRange {

    private static final BigInteger SIZE = BigInteger.ONE.shiftLeft(128);

    private final int parts;
    private final BigInteger partSize;

    HashRange(int parts) {
        this.parts = parts;
        this.partSize = SIZE.divide(BigInteger.valueOf(parts));
    }

    /** The part, from 0, in which the MD5 of the key lies. */
    int partOf(String partitionKey) {
        BigInteger hash = new BigInteger(1, md5(partitionKey));
        return Math.min(hash.divide(partSize).intValueExact(), parts - 1);
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
