package dev.rumbo.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates are reviewed as they are; {@code -Dtemplates.update=true} writes them anew. */
class SnapshotTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** By the names of their files. */
    static Stream<Arguments> environments() {
        return Stream.of(
                arguments("dev", Environment.DEV),
                arguments("production", Environment.PRODUCTION),
                arguments("production-firehose", LakeTest.DELIVERED));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void theTemplateIsTheOneThatWasReviewed(String name, Environment environment) throws IOException {
        Path reviewed = Path.of("templates", name + ".json");
        String made = json(environment);
        if (Boolean.getBoolean("templates.update")) {
            Files.writeString(reviewed, made);
        }

        assertThat(made).isEqualTo(Files.readString(reviewed));
    }

    private static String json(Environment environment) throws JsonProcessingException {
        return JSON.writeValueAsString(Synthesized.TEMPLATES.get(environment).toJSON()) + "\n";
    }
}
