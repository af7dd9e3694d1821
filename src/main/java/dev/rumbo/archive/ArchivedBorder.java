package dev.rumbo.archive;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.ingest.FileBorders;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where recording broke off, as a pair of times: a device of many years has a hundred thousand. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record ArchivedBorder(@Nullable Instant from, @Nullable Instant to) {

    /** The borders among the corrections, each once however many imports brought it. */
    static List<ArchivedBorder> of(List<Correction> all) {
        Map<Long, Long> startsByEnd = new TreeMap<>();
        all.stream()
                .filter(correction -> correction.change() instanceof Border)
                .forEach(border -> startsByEnd.merge(border.toMillis(), border.fromMillis(), Math::max));
        return startsByEnd.entrySet().stream()
                .map(border -> new ArchivedBorder(
                        Instant.ofEpochMilli(border.getValue()), Instant.ofEpochMilli(border.getKey())))
                .toList();
    }

    /** @throws UnreadableFileException where one of them is none */
    static FileBorders read(ObjectMapper mapper, String name, InputStream content) throws IOException {
        Map<Long, Long> startsByEnd = new TreeMap<>();
        for (ArchivedBorder border :
                ArchiveFile.json(mapper, name, content, new TypeReference<List<ArchivedBorder>>() {})) {
            Instant from = border.from();
            Instant to = border.to();
            if (from == null || to == null || !isBorder(from, to)) {
                throw new UnreadableFileException(name + " holds what is no pair of times.");
            }
            startsByEnd.put(to.toEpochMilli(), from.toEpochMilli());
        }
        return FileBorders.of(startsByEnd);
    }

    private static boolean isBorder(Instant from, Instant to) {
        return from.isBefore(to)
                && !from.isBefore(Instant.EPOCH)
                && Duration.between(from, to).compareTo(Border.LONGEST) <= 0;
    }
}
