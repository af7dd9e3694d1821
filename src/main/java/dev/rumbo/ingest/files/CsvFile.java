package dev.rumbo.ingest.files;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.rumbo.ingest.apps.Fix;
import dev.rumbo.ingest.apps.SpeedUnit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV with a header line: Rumbo's own columns, GeoPulse's, and what others commonly call the same. */
final class CsvFile {

    private static final int HEAD_BYTES = 4096;

    /** Names that a column may have, and what they mean. */
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("time", "time"),
            Map.entry("timestamp", "time"),
            Map.entry("datetime", "time"),
            Map.entry("date", "time"),
            Map.entry("lat", "lat"),
            Map.entry("latitude", "lat"),
            Map.entry("lon", "lon"),
            Map.entry("lng", "lon"),
            Map.entry("longitude", "lon"),
            Map.entry("speed", "speed"),
            Map.entry("velocity", "speed"),
            Map.entry("speed_mps", "speed_mps"),
            Map.entry("speed_kmh", "speed_kmh"),
            Map.entry("course", "course"),
            Map.entry("heading", "course"),
            Map.entry("bearing", "course"),
            Map.entry("altitude", "altitude"),
            Map.entry("alt", "altitude"),
            Map.entry("ele", "altitude"),
            Map.entry("elevation", "altitude"),
            Map.entry("accuracy", "accuracy"),
            Map.entry("acc", "accuracy"));

    private static final List<String> RUMBO = List.of("time", "lat", "lon", "speed", "course", "altitude", "accuracy");

    private CsvFile() {}

    static void read(BufferedInputStream file, PositionFile.Options options, FileSink sink) throws IOException {
        char separator = separator(file);
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator)
                .ofCsvRecord(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            Columns columns = null;
            for (CsvRecord row : rows) {
                if (columns == null) {
                    columns = Columns.of(row.getFields(), options);
                } else {
                    sink.take(columns.fix(row, options.latestMillis()));
                }
            }
        } catch (CsvParseException broken) {
            throw new UnreadableFileException("The file is not valid CSV.");
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private static char separator(InputStream file) throws IOException {
        file.mark(HEAD_BYTES);
        String head = new String(file.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        file.reset();
        String first = head.lines().findFirst().orElse("");
        return first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
    }

    /** Where each value stands. */
    private record Columns(Map<String, Integer> indexes, SpeedUnit unit, boolean own) {

        static Columns of(List<String> header, PositionFile.Options options) throws UnreadableFileException {
            Map<String, Integer> indexes = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                String name = header.get(i).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
                String meaning = COLUMNS.get(name);
                if (meaning != null) {
                    indexes.putIfAbsent(meaning, i);
                }
            }
            if (!indexes.containsKey("time") || !indexes.containsKey("lat") || !indexes.containsKey("lon")) {
                throw new UnreadableFileException(
                        "The file is neither GPX nor GeoJSON, nor CSV with a header line that names time, lat and lon.");
            }
            return new Columns(indexes, unit(header, indexes, options), header.equals(RUMBO));
        }

        private static SpeedUnit unit(List<String> header, Map<String, Integer> indexes, PositionFile.Options options)
                throws UnreadableFileException {
            if (options.speedUnit().isPresent()) {
                return options.speedUnit().get();
            }
            if (!indexes.containsKey("speed") || header.equals(RUMBO)) {
                return SpeedUnit.METERS_PER_SECOND;
            }
            if (header.contains("velocity") && header.contains("source_type")) {
                return SpeedUnit.KILOMETERS_PER_HOUR;
            }
            throw new UnreadableFileException(
                    "The speed column does not tell its unit: say speedUnit=mps, kmh or knots.");
        }

        Fix fix(CsvRecord row, long latestMillis) {
            Fix fix = (own ? Fix.ofOwnFile(latestMillis) : Fix.ofFile(latestMillis))
                    .time(value(row, "time"))
                    .place(value(row, "lat"), value(row, "lon"))
                    .course(value(row, "course"))
                    .altitude(value(row, "altitude"), null)
                    .accuracy(value(row, "accuracy"));
            return fix.speed(value(row, "speed"), unit)
                    .speed(value(row, "speed_mps"), SpeedUnit.METERS_PER_SECOND)
                    .speed(value(row, "speed_kmh"), SpeedUnit.KILOMETERS_PER_HOUR);
        }

        private @Nullable String value(CsvRecord row, String meaning) {
            Integer index = indexes.get(meaning);
            if (index == null || index >= row.getFieldCount()) {
                return null;
            }
            String value = row.getField(index);
            return value.isBlank() ? null : value;
        }
    }
}
