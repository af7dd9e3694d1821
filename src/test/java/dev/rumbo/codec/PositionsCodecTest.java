package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsCodecTest {

    private static final DeviceKey DEVICE = new DeviceKey("AAECAwQFBgcICQoL", "user one", "AAECAwQFBgcICQoM");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatIsDecodedIsWhatWasEncoded(long seed) {
        Track track = randomTrack(new Random(seed), (int) seed * 100 - 100);

        assertThat(PositionsCodec.decode(ByteBuffer.wrap(PositionsCodec.encode(track))))
                .isEqualTo(track);
    }

    @Test
    void bordersTravelWithTheImportThatBroughtThem() {
        Track track = randomTrack(new Random(11), 12);
        PositionPost post = new PositionPost(
                DEVICE,
                track,
                Optional.of("import"),
                List.of(new Border(5_000, 65_000, "import"), new Border(70_000, 80_000, "import")));
        byte[] record = PostCodec.encode(post);

        assertThat(PostCodec.decode(ByteBuffer.wrap(record))).isEqualTo(post);
        for (int length = 0; length < record.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(record, 0, length);
            assertThatThrownBy(() -> PostCodec.decode(cut)).isInstanceOf(MalformedRecordException.class);
        }
        PositionPost without = new PositionPost(DEVICE, track, Optional.of("import"), List.of());
        assertThat(PostCodec.decode(ByteBuffer.wrap(PostCodec.encode(without)))).isEqualTo(without);
    }

    @Test
    void aTraceTravelsWithTheFewPostsThatHaveOneAndCostsTheOthersNothing() {
        TraceParent trace = new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        Track track = randomTrack(new Random(19), 12);
        for (PositionPost post : List.of(
                new PositionPost(DEVICE, track),
                new PositionPost(DEVICE, track, Optional.of("import"), List.of()),
                new PositionPost(DEVICE, track, Optional.of("import"), List.of(new Border(5, 65_000, "import"))))) {
            byte[] plain = PostCodec.encode(post);
            byte[] traced = PostCodec.encode(post.traced(Optional.of(trace)));

            assertThat(traced).hasSize(plain.length + 24);
            assertThat(PostCodec.decode(ByteBuffer.wrap(traced))).isEqualTo(post.traced(Optional.of(trace)));
            assertThat(PostCodec.traceOf(ByteBuffer.wrap(traced))).contains(trace);
            assertThat(PostCodec.traceOf(ByteBuffer.wrap(plain))).isEmpty();
            for (int length = 0; length < traced.length; length++) {
                ByteBuffer cut = ByteBuffer.wrap(traced, 0, length);
                assertThatThrownBy(() -> PostCodec.decode(cut)).isInstanceOf(MalformedRecordException.class);
            }
        }
        byte[] json = "{\"deviceId\":\"a device whose id is long\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(PostCodec.traceOf(ByteBuffer.wrap(json))).isEmpty();
        assertThat(PostCodec.traceOf(ByteBuffer.wrap(PostCodec.damaged(json)))).isEmpty();
    }

    @Test
    void postsKeepTheirDeviceWhetherItsIdsArePackedOrNot() {
        PositionPost post = new PositionPost(DEVICE, randomTrack(new Random(7), 12));

        assertThat(PostCodec.decode(ByteBuffer.wrap(PostCodec.encode(post)))).isEqualTo(post);
    }

    @Test
    void versionOneReadsForever() {
        String bytes =
                "0119000102030405060708090a0b027519000102030405060708090a0c01" + "0180a0abfef962020301a41300016e0150";
        PositionPost post = new PositionPost(
                new DeviceKey("AAECAwQFBgcICQoL", "u", "AAECAwQFBgcICQoM"),
                Track.of(List.of(new Position(1_700_000_000_000L, 1, -2, 1234, Position.ABSENT, 55, 40))));
        assertThat(HexFormat.of().formatHex(PostCodec.encode(post))).isEqualTo(bytes);
        assertThat(PostCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(bytes))))
                .isEqualTo(post);
    }

    @Test
    void everyPrefixOfARecordIsMalformed() {
        byte[] record = PostCodec.encode(new PositionPost(DEVICE, randomTrack(new Random(3), 5)));

        for (int length = 0; length < record.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(record, 0, length);
            assertThatThrownBy(() -> PostCodec.decode(cut)).isInstanceOf(MalformedRecordException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageIsDecodedOrMalformedAndNothingElse(long seed) {
        Random random = new Random(seed);
        byte[] record = PostCodec.encode(new PositionPost(DEVICE, randomTrack(random, 20)));
        for (int run = 0; run < 2000; run++) {
            byte[] garbage = record.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                garbage[random.nextInt(garbage.length)] = (byte) random.nextInt();
            }
            try {
                PostCodec.decode(ByteBuffer.wrap(garbage));
            } catch (MalformedRecordException expected) {
                assertThat(expected).hasMessageNotContaining(Arrays.toString(garbage));
            }
        }
    }

    @Test
    void twelvePositionsOfADriveTakeAtMostTwentyBytesEach() {
        List<Position> positions = new ArrayList<>();
        Random random = new Random(11);
        double latitude = -34.9;
        double longitude = -56.2;
        double speed = 12;
        double course = 80;
        for (int i = 0; i < 12; i++) {
            speed = Math.max(0, speed + random.nextGaussian() * 2);
            course += random.nextGaussian() * 5;
            latitude += Math.cos(Math.toRadians(course)) * speed * 5 / 111_320;
            longitude += Math.sin(Math.toRadians(course)) * speed * 5 / 91_300;
            positions.add(new Position(
                    1_763_906_710_000L + i * 5000L,
                    (int) (latitude * 1e7),
                    (int) (longitude * 1e7),
                    (int) (speed * 100),
                    (int) (course * 10),
                    210 + random.nextInt(20),
                    40 + random.nextInt(20)));
        }

        byte[] record = PostCodec.encode(new PositionPost(DEVICE, Track.of(positions)));

        assertThat(record.length / 12.0).isLessThan(20);
    }

    private static Track randomTrack(Random random, int size) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            positions.add(new Position(
                    random.nextLong(631_152_000_000L, 1_900_000_000_000L),
                    random.nextInt(-900_000_000, 900_000_001),
                    random.nextInt(-1_800_000_000, 1_800_000_001),
                    maybe(random, random.nextInt(0, Integer.MAX_VALUE)),
                    maybe(random, random.nextInt(3600)),
                    maybe(random, random.nextInt(-100_000, 1_000_000)),
                    maybe(random, random.nextInt(1, 100_000))));
        }
        return Track.of(positions);
    }

    private static int maybe(Random random, int value) {
        return random.nextInt(4) == 0 ? Position.ABSENT : value;
    }
}
