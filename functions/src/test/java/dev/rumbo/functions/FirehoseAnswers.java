package dev.rumbo.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What {@code archive-rows} answered, as Firehose reads it. */
final class FirehoseAnswers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode records;

    FirehoseAnswers(String answer) throws IOException {
        records = JSON.readTree(answer).get("records");
    }

    /** Ids and results, in the answer's order. */
    List<String> results() {
        List<String> results = new ArrayList<>();
        records.forEach(record -> results.add(
                record.get("recordId").asText() + ' ' + record.get("result").asText()));
        return results;
    }

    /** All that is delivered, as it stands in the file. */
    String delivered() {
        StringBuilder delivered = new StringBuilder();
        for (JsonNode record : records) {
            if (record.get("result").asText().equals("Ok")) {
                delivered.append(
                        new String(Base64.getDecoder().decode(record.get("data").asText()), StandardCharsets.UTF_8));
            }
        }
        return delivered.toString();
    }
}
