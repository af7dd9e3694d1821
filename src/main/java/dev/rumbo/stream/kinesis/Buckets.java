package dev.rumbo.stream.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Devices in buckets by the first bits of the MD5 of their id; all of a bucket goes to one hash key for ever.
 *
 * <p>An aggregate holds posts of one bucket only and carries that key outside and inside. So it lies in one shard however
 * the stream is resharded while it travels, the consumer finds every part of it inside the shard's range, and the posts
 * of one device stay in order.
 */
final class Buckets {

    /** Evens out shards up to a few dozen, and lets a busy moment's posts share few records. */
    static final int COUNT = 256;

    private static final int KEY_BITS = 128;
    private static final int BUCKET_BITS = 8;

    private Buckets() {}

    static int of(String deviceId) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(deviceId.getBytes(StandardCharsets.UTF_8));
            return Byte.toUnsignedInt(digest[0]);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    /** The middle of the bucket's part of the key space, in decimal. */
    static String hashKey(int bucket) {
        return BigInteger.valueOf(2L * bucket + 1)
                .shiftLeft(KEY_BITS - BUCKET_BITS - 1)
                .toString();
    }
}
