package dev.rumbo.archive;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.api.NewCorrectionJson;
import dev.rumbo.api.ProblemException;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.trips.Correction;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Corrections of one device as the API lists them, in the order in which they were made. */
final class Corrections {

    private Corrections() {}

    /** What was said, and when. */
    record Made(Correction.Change change, long createdMillis) {}

    /** @throws UnreadableFileException where one of them is none */
    static List<Made> read(ObjectMapper mapper, String name, InputStream content) throws IOException {
        List<Made> read = new ArrayList<>();
        for (JsonNode node : ArchiveFile.json(mapper, name, content, new TypeReference<List<JsonNode>>() {})) {
            try {
                NewCorrectionJson told = mapper.treeToValue(node, NewCorrectionJson.class);
                read.add(new Made(
                        told.read(tripOfAnotherAccount -> Optional.empty()),
                        Instant.parse(node.path("created").asText()).toEpochMilli()));
            } catch (ProblemException | JacksonException | DateTimeException | ArithmeticException wrong) {
                throw new UnreadableFileException(
                        name + " holds what is no correction: number " + (read.size() + 1) + ".");
            }
        }
        return read;
    }
}
