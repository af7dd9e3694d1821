package dev.rumbo.ingest.files;

import dev.rumbo.ingest.apps.SpeedUnit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a file of positions, whatever it is called. */
public final class PositionFile {

    /** What is read to tell what a file is. */
    private static final int HEAD_BYTES = 4096;

    private static final int MOST_ENTRIES = 10_000;

    private PositionFile() {}

    /**
     * What the file cannot say itself.
     *
     * @param latestMillis the latest acceptable time
     * @param speedUnit of a CSV column that does not name its unit
     */
    public record Options(long latestMillis, Optional<SpeedUnit> speedUnit) {}

    /**
     * @throws UnreadableFileException where it is no such file, or breaks off; what came before has been handed to the sink
     * @throws IOException where the source fails
     */
    public static void read(InputStream file, Options options, FileSink sink) throws IOException {
        Bounded bounded = Bounded.plain(file);
        BufferedInputStream buffered = new BufferedInputStream(bounded, 2 * HEAD_BYTES);
        byte[] head = head(buffered);
        if (isGzip(head)) {
            readPlain(Bounded.unpacked(new GZIPInputStream(buffered), bounded), options, sink);
        } else if (startsWith(head, "PK\003\004")) {
            Unzip.read(buffered, MOST_ENTRIES, (name, content) -> {
                if (isPositions(name)) {
                    readPlain(content, options, sink);
                }
            });
        } else {
            readPlain(buffered, options, sink);
        }
    }

    /**
     * Reads CSV only, and nothing packed.
     *
     * @throws UnreadableFileException where it is none
     */
    public static void readCsv(InputStream file, Options options, FileSink sink) throws IOException {
        CsvFile.read(new BufferedInputStream(file, 2 * HEAD_BYTES), options, sink);
    }

    private static boolean isPositions(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".gpx")
                || lower.endsWith(".csv")
                || lower.endsWith(".geojson")
                || lower.endsWith(".json");
    }

    private static void readPlain(InputStream file, Options options, FileSink sink) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, 2 * HEAD_BYTES);
        byte[] bytes = head(buffered);
        String head =
                new String(bytes, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
        Optional<String> wrong = WrongFile.find(head, bytes);
        if (wrong.isPresent()) {
            throw new UnreadableFileException(wrong.get());
        }
        if (head.startsWith("<")) {
            GpxFile.read(buffered, options, sink);
        } else if (head.startsWith("{") || head.startsWith("[")) {
            GeoJsonFile.read(buffered, options, sink);
        } else {
            CsvFile.read(buffered, options, sink);
        }
    }

    private static byte[] head(BufferedInputStream buffered) throws IOException {
        buffered.mark(HEAD_BYTES);
        byte[] head = buffered.readNBytes(HEAD_BYTES);
        buffered.reset();
        return head;
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    private static boolean startsWith(byte[] head, String magic) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
    }
}
