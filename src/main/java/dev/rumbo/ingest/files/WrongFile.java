package dev.rumbo.ingest.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognises files that people try, and says which to take instead. */
final class WrongFile {

    private static final int FIT_MAGIC_AT = 8;
    private static final String INSTEAD = " Export it as GPX, GeoJSON or CSV and import that.";

    private WrongFile() {}

    /** @param head the start of the file as text, and {@code bytes} as it stands */
    static Optional<String> find(String head, byte[] bytes) {
        String lower = head.toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            return Optional.of("The file is empty.");
        }
        if (lower.contains("\"timelineobjects\"")
                || lower.contains("\"semanticsegments\"")
                || lower.contains("\"latitudee7\"")
                || lower.contains("\"timelinepath\"")) {
            return Optional.of("This is a Google Timeline export, which Rumbo does not import yet.");
        }
        if (lower.startsWith("%pdf")) {
            return Optional.of("This is a PDF document." + INSTEAD);
        }
        if (lower.startsWith("sqlite format")) {
            return Optional.of("This is a database." + INSTEAD);
        }
        if (bytes.length > FIT_MAGIC_AT + 4
                && new String(bytes, FIT_MAGIC_AT, 4, StandardCharsets.ISO_8859_1).equals(".FIT")) {
            return Optional.of("This is a FIT file." + INSTEAD);
        }
        if (lower.startsWith("<")) {
            return ofXml(lower);
        }
        return Optional.empty();
    }

    private static Optional<String> ofXml(String lower) {
        if (lower.contains("<html")) {
            return Optional.of("This is a web page, not the file it links to.");
        }
        if (lower.contains("<kml")) {
            return Optional.of("This is a KML file." + INSTEAD);
        }
        if (lower.contains("<trainingcenterdatabase")) {
            return Optional.of("This is a TCX file." + INSTEAD);
        }
        return Optional.empty();
    }
}
