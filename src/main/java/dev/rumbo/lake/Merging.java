package dev.rumbo.lake;

import dev.rumbo.lake.Manifest.LakeFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/**
 * Makes one file of several small ones of a day, so that a day is a few files and not one for each minute: of eight of about the same size, so
 * that a row is written again as often as the size's logarithm. What the stream brought twice is in the day's one file once.
 */
final class Merging {

    private static final int AT_ONCE = 8;

    /** Larger files are left alone: who reads them wants several of this size. */
    private static final long LARGEST_BYTES = 32L * 1024 * 1024;

    private final Lake lake;

    Merging(Lake lake) {
        this.lake = lake;
    }

    /** Until there is nothing to merge. */
    void merge() throws IOException {
        Manifest before;
        Manifest after = lake.manifest();
        do {
            before = after;
            after = lake.commit(this::mergeSome);
        } while (after.version() != before.version());
    }

    private Manifest mergeSome(Manifest now) throws IOException {
        Optional<List<LakeFile>> group = group(now.files());
        if (group.isEmpty()) {
            return now;
        }
        return now.with(group.get(), List.of(merged(group.get())));
    }

    private static Optional<List<LakeFile>> group(List<LakeFile> files) {
        Map<String, List<LakeFile>> alike = files.stream()
                .filter(file -> file.bytes() <= LARGEST_BYTES / AT_ONCE)
                .collect(Collectors.groupingBy(file -> file.day() + ' ' + tier(file)));
        return alike.values().stream()
                .filter(group -> group.size() >= AT_ONCE)
                .map(group -> group.subList(0, AT_ONCE))
                .findFirst();
    }

    /** 0 up to 255 rows, 1 up to 2,047, and so on by eight. */
    private static int tier(LakeFile file) {
        return (Long.SIZE - Long.numberOfLeadingZeros(file.rows() >> 8) + 2) / 3;
    }

    private LakeFile merged(List<LakeFile> files) throws IOException {
        PriorityQueue<Source> sources =
                new PriorityQueue<>(Comparator.comparing((Source source) -> source.row, ArchivedPosition.ORDER));
        List<RowFile.Reader> readers = new ArrayList<>();
        try (RowFile.Writer writer = new RowFile.Writer()) {
            for (LakeFile file : files) {
                RowFile.Reader reader = lake.read(file);
                readers.add(reader);
                if (reader.hasNext()) {
                    sources.add(new Source(reader));
                }
            }
            ArchivedPosition last = null;
            while (!sources.isEmpty()) {
                Source source = sources.remove();
                if (last != null && ArchivedPosition.BY_CONTENT.compare(last, source.row) != 0) {
                    writer.add(last);
                }
                last = source.row;
                if (source.reader.hasNext()) {
                    sources.add(new Source(source.reader));
                }
            }
            if (last != null) {
                writer.add(last);
            }
            return lake.write(LocalDate.parse(files.get(0).day()), writer);
        } finally {
            for (RowFile.Reader reader : readers) {
                reader.close();
            }
        }
    }

    /** A file at its next row. */
    private static final class Source {

        private final RowFile.Reader reader;
        private final ArchivedPosition row;

        Source(RowFile.Reader reader) {
            this.reader = reader;
            this.row = reader.next();
        }
    }
}
