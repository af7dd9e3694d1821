package dev.rumbo.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rumbo.api.Problem;
import dev.rumbo.api.ProblemException;
import dev.rumbo.codec.PositionJson;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The positions of one request: those that can be taken, and why the others cannot.
 *
 * @param total positions in the request
 */
record ParsedPost(List<Position> accepted, List<Rejected> rejected, int total) {

    static final int MAX_POSITIONS = 10_000;

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A position that was not taken.
     *
     * @param index its place in the request, from 0
     */
    record Rejected(int index, String reason) {}

    /**
     * @param latest the latest acceptable time
     * @throws IOException where the body is not valid JSON
     */
    static ParsedPost parse(byte[] body, Instant latest) throws IOException {
        ParsedPost post = null;
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.badRequest("The body must be a JSON object with the field positions.");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean positions = json.currentName().equals("positions");
                JsonToken value = json.nextToken();
                if (positions && value == JsonToken.START_ARRAY) {
                    post = positions(json, latest);
                } else if (positions) {
                    throw Problem.badRequest("positions", "positions must be a list");
                } else {
                    json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw Problem.badRequest("The body must be one JSON object and nothing after it.");
            }
        }
        if (post == null) {
            throw Problem.badRequest("positions", "positions is missing");
        }
        return post;
    }

    private static ParsedPost positions(JsonParser json, Instant latest) throws IOException {
        List<Position> accepted = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        int index = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == MAX_POSITIONS) {
                throw new ProblemException(
                        Problem.of(413, "More than 10,000 positions in one request; send them in parts."));
            }
            PositionJson.Parsed parsed = PositionJson.read(json, latest);
            parsed.position().ifPresent(accepted::add);
            if (parsed.position().isEmpty()) {
                rejected.add(new Rejected(index, parsed.reason()));
            }
        }
        return new ParsedPost(accepted, rejected, index);
    }
}
