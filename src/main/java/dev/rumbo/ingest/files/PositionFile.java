package dev.rumbo.ingest.files;

import dev.rumbo.ingest.apps.SpeedUnit;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads a file of positions, whatever it is called. */
public final class PositionFile {

    /** What is read to tell what a file is. */
    private static final int HEAD_BYTES = 4096;

    /** Of all that comes out of one file: more is a bomb, or has to be cut. */
    static final long MOST_BYTES = 4L << 30;

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
        InputStream bounded = new Bounded(file);
        BufferedInputStream buffered = new BufferedInputStream(bounded, 2 * HEAD_BYTES);
        byte[] head = head(buffered);
        if (isGzip(head)) {
            readPlain(new Bounded(new GZIPInputStream(buffered)), options, sink);
        } else if (startsWith(head, "PK\003\004")) {
            readZip(buffered, options, sink);
        } else {
            readPlain(buffered, options, sink);
        }
    }

    private static void readZip(InputStream file, Options options, FileSink sink) throws IOException {
        int read = 0;
        try (ZipInputStream zip = new ZipInputStream(file)) {
            InputStream bounded = new Bounded(zip);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++read > MOST_ENTRIES) {
                    throw new UnreadableFileException("The archive holds more than 10,000 files.");
                }
                if (!entry.isDirectory() && isPositions(entry.getName())) {
                    readPlain(bounded, options, sink);
                } else {
                    bounded.transferTo(OutputStream.nullOutputStream());
                }
            }
        } catch (IllegalArgumentException badName) {
            throw new UnreadableFileException("The archive is damaged.");
        }
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

    /** Ends in an error where more comes out than a file may hold. Does not close what it reads from. */
    private static final class Bounded extends FilterInputStream {
        private long read;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(in.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            return count(got, got);
        }

        @Override
        public void close() {
            // The next entry of an archive is read from the same stream.
        }

        private int count(int result, int bytes) throws UnreadableFileException {
            read += result < 0 ? 0 : bytes;
            if (read > MOST_BYTES) {
                throw new UnreadableFileException("The file unpacks to more than 4 GiB; import it in parts.");
            }
            return result;
        }
    }
}
