package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sentence of docs/guarantees.md names a test, and the test is there. */
class GuaranteesTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    @Test
    void everySentenceNamesATestThatExists() throws IOException {
        String promises = Files.readString(Path.of("docs", "guarantees.md")).split("## What is not promised")[0];
        List<String> sentences = Stream.of(promises.split("\n- "))
                .skip(1)
                .map(item -> item.split("\n\n")[0])
                .toList();

        assertThat(sentences).hasSizeGreaterThan(20);
        for (String sentence : sentences) {
            List<MatchResult> tests = NAMED.matcher(sentence).results().toList();
            assertThat(tests).as(sentence).isNotEmpty();
            for (MatchResult test : tests) {
                assertThat(sourceOf(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
            }
        }
    }

    private static String sourceOf(String testClass) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            files.filter(file -> file.endsWith(testClass + ".java")).forEach(found::add);
        }
        assertThat(found).as(testClass).hasSize(1);
        return Files.readString(found.get(0));
    }
}
