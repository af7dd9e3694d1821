package dev.rumbo.ingest.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.ingest.Costs;
import dev.rumbo.ingest.Mutator;
import dev.rumbo.trips.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every importer meets damaged copies of a file of its format, plain, in gzip and in zip; {@code bench/fuzz} makes it long. */
class MutatedFilesTest {

    private static final long LATEST = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();
    private static final PositionFile.Options OPTIONS = new PositionFile.Options(LATEST, Optional.empty());

    /** A file of one format: what comes before, between and after its positions, and one of them. */
    private enum Format {
        GPX(
                "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><name>Drive</name><trkseg>",
                "",
                "</trkseg></trk></gpx>",
                "<trkpt lat=\"%s\" lon=\"13.3777\"><ele>96.0</ele><time>%s</time><extensions><speed>12.5</speed>"
                        + "<course>271</course></extensions></trkpt>",
                "2026-03-03T08:00:05Z"),
        GEO_JSON(
                "{\"type\":\"FeatureCollection\",\"features\":[",
                ",",
                "]}",
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[13.3777,%s,96]},"
                        + "\"properties\":{\"time\":%s,\"speed\":12.5,\"course\":271}}",
                "\"2026-03-03T08:00:05Z\""),
        GEO_JSON_LINES(
                "[",
                ",",
                "]",
                "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[13.5,%s]]},"
                        + "\"properties\":{\"times\":[%s]}}",
                "\"2026-03-03T08:00:05Z\""),
        CSV(
                "time,lat,lon,speed,course,altitude,accuracy\r\n",
                "",
                "",
                "%2$s,%1$s,13.3777,12.5,271,96,4\r\n",
                "1772524805"),
        OTHER_CSV("Time;Lat;Lon;speed_kmh;bearing;ele\n", "", "", "%2$s;%1$s;13.3777;45;271;96\n", "1772524805");

        private final String before;
        private final String between;
        private final String after;
        private final String position;
        private final String time;

        Format(String before, String between, String after, String position, String time) {
            this.before = before;
            this.between = between;
            this.after = after;
            this.position = position;
            this.time = time;
        }

        String good() {
            return position.formatted("52.5163", time);
        }

        String file(String... positions) {
            return before + String.join(between, positions) + after;
        }

        /** One that stands where a value stands, and leaves the file a file. */
        String value(Random random) {
            String piece;
            do {
                piece = Mutator.PIECES.get(random.nextInt(8));
            } while ((this == GPX && piece.contains("\""))
                    || ((this == GEO_JSON || this == GEO_JSON_LINES) && piece.equals("NaN")));
            return piece;
        }
    }

    private enum Pack {
        NONE,
        GZIP,
        ZIP
    }

    @Test
    void nothingThatComesMakesAnImporterFail() throws Exception {
        Random random = new Random(Mutator.SEED);
        Costs costs = new Costs();
        for (int i = 0; i < Mutator.COUNT; i++) {
            Format format = Format.values()[random.nextInt(Format.values().length)];
            Pack pack = Pack.values()[random.nextInt(Pack.values().length)];
            byte[] sound =
                    format.file(format.good(), format.good(), format.good()).getBytes(StandardCharsets.UTF_8);
            byte[] file = random.nextBoolean()
                    ? Mutator.damaged(packed(pack, sound), random)
                    : packed(pack, Mutator.damaged(sound, random));
            int round = i;
            costs.of(() -> {
                try {
                    read(file).forEach(MutatedFilesTest::isInRange);
                } catch (IOException answered) {
                    assertThat(answered).isInstanceOf(IOException.class);
                } catch (RuntimeException | Error escaped) {
                    throw new AssertionError(
                            "seed %d, mutation %d: %s in %s".formatted(Mutator.SEED, round, format, pack), escaped);
                }
            });
        }
        costs.check("files");
    }

    @ParameterizedTest
    @EnumSource
    void aGoodPositionIsNeverLostBesideABadOne(Format format) throws IOException {
        Random random = new Random(Mutator.SEED);
        for (int i = 0; i < Mutator.COUNT / 50; i++) {
            String bad = random.nextBoolean()
                    ? format.position.formatted(format.value(random), format.time)
                    : format.position.formatted("52.5163", format.value(random));
            String file = format.file(format.good(), bad, format.good());
            Pack pack = Pack.values()[random.nextInt(Pack.values().length)];
            assertThat(read(packed(pack, file.getBytes(StandardCharsets.UTF_8))))
                    .as(file)
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    private static List<Position> read(byte[] file) throws IOException {
        List<Position> found = new ArrayList<>();
        PositionFile.read(new ByteArrayInputStream(file), OPTIONS, new FileSink() {
            @Override
            public void position(Position position) {
                found.add(position);
            }

            @Override
            public void rejected(String reason) {
                assertThat(reason).isNotBlank();
            }
        });
        return found;
    }

    private static byte[] packed(Pack pack, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (pack) {
            case NONE -> bytes.write(content);
            case GZIP -> {
                try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                    gzip.write(content);
                }
            }
            case ZIP -> {
                try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                    zip.putNextEntry(new ZipEntry("readme.txt"));
                    zip.closeEntry();
                    zip.putNextEntry(new ZipEntry("drive.csv"));
                    zip.write(content);
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void isInRange(Position position) {
        position.coordinate();
        assertThat(position.timeMillis()).isBetween(631_152_000_000L, LATEST);
        assertThat(position.courseDecidegrees()).isLessThan(3600);
    }
}
