package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Trip;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentCodecTest {

    private static final long START = 1_763_906_710_250L;
    private static final Coordinate HERE = new Coordinate(-349_058_000, -561_913_000);
    private static final Coordinate THERE = new Coordinate(-348_000_000, 1_799_999_999);

    @ParameterizedTest
    @EnumSource
    void everyReasonComesBack(Reason.Rule rule) {
        assertComesBack(
                new Gap("device", START, START + 7_200_000, HERE, THERE, 12_345_678, reason(rule), reason(rule)));
    }

    @ParameterizedTest
    @EnumSource
    void everyDistanceSourceComesBack(Trip.DistanceSource source) {
        assertComesBack(trip(source));
    }

    /** As the first version wrote it; never to be changed. */
    @Test
    void aTripOfTheFirstVersionIsRead() {
        String bytes =
                "0101d4abc390d666c08db7019fcff1cc02cff2f09704ffbbf0cb02fec7ceb40d000000000000007e400000000000d48f408f4e"
                        + "f8db7b010000000000007e400000000000d48f40cfdbb701c7b13bb2c3f40ea0c21ee411ac05289028b41c010102b09fef"
                        + "0180dac40900fc09ac0500902802b2e9af05a0c21ee8070028f015";

        assertThat(SegmentCodec.decode("device", ByteBuffer.wrap(HexFormat.of().parseHex(bytes))))
                .isEqualTo(trip(Trip.DistanceSource.PATH));
    }

    @Test
    void everyPrefixIsMalformed() {
        byte[] bytes = SegmentCodec.encode(trip(Trip.DistanceSource.PATH));

        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> SegmentCodec.decode("device", cut)).isInstanceOf(MalformedRecordException.class);
        }
    }

    private static void assertComesBack(Segment segment) {
        assertThat(SegmentCodec.decode("device", ByteBuffer.wrap(SegmentCodec.encode(segment))))
                .isEqualTo(segment);
    }

    private static Trip trip(Trip.DistanceSource source) {
        return new Trip(
                "device",
                START,
                START + 1_500_000,
                HERE,
                THERE,
                15_634_649,
                250_000,
                1138,
                342,
                20,
                2568,
                1818,
                true,
                source,
                reason(Reason.Rule.DATA_EDGE),
                reason(Reason.Rule.DWELL),
                List.of(
                        new Trip.Slice(START / 900_000 * 900_000, 10_000_000, 0, 638, 342, 0, 2568),
                        new Trip.Slice(START / 900_000 * 900_000 + 900_000, 5_634_649, 250_000, 500, 0, 20, 1400)));
    }

    private static Reason reason(Reason.Rule rule) {
        return new Reason(rule, 480, 1018.5, START - 5_000, START + 1_013_500);
    }
}
