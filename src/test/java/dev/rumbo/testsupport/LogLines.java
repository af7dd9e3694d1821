package dev.rumbo.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The log of a process that writes JSON. */
public final class LogLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLines() {}

    /** @throws AssertionError where a whole line is not one JSON object */
    public static List<JsonNode> read(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        String text = Files.readString(log, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            try {
                JsonNode read = JSON.readTree(line);
                if (!read.isObject()) {
                    throw new AssertionError("not an object: " + line);
                }
                lines.add(read);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + line, notJson);
            }
        }
        return lines;
    }
}
