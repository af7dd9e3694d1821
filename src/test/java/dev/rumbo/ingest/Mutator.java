package dev.rumbo.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages real requests and files. {@code -Dmutations=1000000} makes a test of it the long run of {@code bench/fuzz}. */
public final class Mutator {

    public static final int COUNT = Integer.getInteger("mutations", 20_000);
    public static final long SEED = Long.getLong("mutations.seed", 6);

    /** The first eight are values, the first five without a quote. */
    public static final List<String> PIECES = List.of(
            "null",
            "-1",
            "0",
            "1e999",
            "NaN",
            "\"\"",
            "[]",
            "{}",
            "[[",
            "{\"",
            "%",
            "%zz",
            "&",
            "=",
            "\u0000",
            "\uFFFD",
            "9".repeat(70),
            "1772524805",
            "true",
            ",",
            "}",
            "]",
            "\"_type\":\"location\"",
            "\"locations\":[",
            "2026-03-03T09:00:05 01:00");

    private Mutator() {}

    /** A copy with up to three changes: bytes left out, doubled, flipped, written over, or the end cut off. */
    public static byte[] damaged(byte[] sample, Random random) {
        byte[] bytes = sample;
        for (int times = random.nextInt(4); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(12));
            bytes = switch (random.nextInt(5)) {
                case 0 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
                case 1 -> Arrays.copyOf(bytes, at);
                case 2 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
                case 3 ->
                    joined(
                            joined(Arrays.copyOf(bytes, at), piece(random)),
                            Arrays.copyOfRange(bytes, end, bytes.length));
                default -> {
                    byte[] flipped = bytes.clone();
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                    yield flipped;
                }
            };
        }
        return bytes;
    }

    private static byte[] piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
