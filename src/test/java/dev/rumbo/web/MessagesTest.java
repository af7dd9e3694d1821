package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MessagesTest {

    @Test
    void spanishSaysAllThatEnglishSaysAndNothingElse() throws IOException {
        Properties spanish = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Messages.class.getResourceAsStream("/messages/msg_es.properties")),
                StandardCharsets.UTF_8)) {
            spanish.load(reader);
        }
        assertThat(spanish.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Messages.class.getDeclaredMethods())
                        .map(Method::getName)
                        .filter(name -> !name.contains("$"))
                        .toList());
    }
}
