package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Edits;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrectionCodecTest {

    private static final long START = 1_763_906_710_250L;
    private static final Correction BORDER =
            Correction.of(new Correction.Border(START, START + 90_000, "0f5e8a3c-import"));
    private static final Correction NAMED = new Correction(
            300,
            START + 5,
            new Correction.Describe(
                    START, START + 3_600_000, Optional.of("Ñandú 🚗"), Optional.of(Edits.Purpose.BUSINESS)));

    @Test
    void whateverIsSaidComesBackFromTheSameBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            Correction correction = random(random);
            byte[] bytes = CorrectionCodec.encode(correction);
            Correction back = CorrectionCodec.decode(ByteBuffer.wrap(bytes));
            assertThat(back).isEqualTo(correction);
            assertThat(CorrectionCodec.encode(back)).isEqualTo(bytes);
        }
    }

    @Test
    void aBorderComesBackAsTheSame() {
        assertThat(CorrectionCodec.decode(ByteBuffer.wrap(CorrectionCodec.encode(BORDER))))
                .isEqualTo(BORDER);
    }

    @ParameterizedTest
    @EnumSource
    void everyPurposeComesBack(Edits.Purpose purpose) {
        Correction marked = new Correction(
                1, START, new Correction.Describe(START, START + 1, Optional.empty(), Optional.of(purpose)));
        assertThat(CorrectionCodec.decode(ByteBuffer.wrap(CorrectionCodec.encode(marked))))
                .isEqualTo(marked);
    }

    /** As the first version wrote it; never to be changed. */
    @Test
    void aCorrectionOfTheFirstVersionIsRead() {
        String bytes = "01d804deabc390d66604d4abc390d66680bab703010cc391616e64c3ba20f09f9a970101";
        assertThat(CorrectionCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(bytes))))
                .isEqualTo(NAMED);
    }

    @Test
    void everyPrefixIsMalformed() {
        byte[] bytes = CorrectionCodec.encode(NAMED);
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> CorrectionCodec.decode(cut)).isInstanceOf(MalformedRecordException.class);
        }
    }

    private static Correction random(Random random) {
        long from = START + random.nextInt();
        long to = from + 1 + random.nextInt((int) Correction.LONGEST_MERGE.toMillis());
        return new Correction(
                1 + random.nextInt(1_000_000),
                random.nextLong(),
                switch (random.nextInt(4)) {
                    case 0 -> new Correction.Merge(from, to);
                    case 1 -> new Correction.Split(from);
                    case 2 -> new Correction.Delete(from, to);
                    default ->
                        new Correction.Describe(
                                from,
                                to,
                                random.nextBoolean() ? Optional.of(name(random)) : Optional.empty(),
                                random.nextBoolean()
                                        ? Optional.of(
                                                Edits.Purpose.values()[random.nextInt(Edits.Purpose.values().length)])
                                        : Optional.empty());
                });
    }

    /** Of code points from everywhere, as many as a name may have. */
    private static String name(Random random) {
        return random.ints(random.nextInt(Correction.LONGEST_NAME + 1), 1, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
