package dev.rumbo.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Reads a zip as a stream, entry by entry, and ends where it is a bomb. */
public final class Unzip {

    private Unzip() {}

    /** Takes the entries in the order of the file; what it leaves of one is skipped. */
    public interface Entries {

        /** @param content ends with the entry; closing it does nothing */
        void entry(String name, InputStream content) throws IOException;
    }

    /**
     * @param mostEntries folders included
     * @throws UnreadableFileException where it is damaged or unpacks to too much; earlier entries have been handed over
     * @throws IOException where the source fails or breaks off
     */
    public static void read(InputStream file, int mostEntries, Entries entries) throws IOException {
        Bounded packed = Bounded.plain(file);
        String name = "";
        int read = 0;
        try (ZipInputStream zip = new ZipInputStream(packed)) {
            Bounded content = Bounded.unpacked(zip, packed);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                name = entry.getName();
                if (++read > mostEntries) {
                    throw new UnreadableFileException(
                            String.format(Locale.ROOT, "The archive holds more than %,d files.", mostEntries));
                }
                if (!entry.isDirectory()) {
                    entries.entry(name, content);
                }
                content.transferTo(OutputStream.nullOutputStream());
            }
        } catch (ZipException | IllegalArgumentException damaged) {
            throw new UnreadableFileException(
                    name.isEmpty() ? "The archive is damaged." : "The archive is damaged at " + name + ".");
        }
    }
}
