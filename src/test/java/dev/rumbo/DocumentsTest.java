package dev.rumbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there: files, and tests by their class and method. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)[^)]*\\)");
    private static final Pattern FILE = Pattern.compile("`((?:bench|bin|docker|docs|infra|src)/[\\w./-]+\\w)[^`]*`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|IT|Contract))(?:\\.(\\w+))?`");

    private static final Map<String, String> TESTS = new HashMap<>();

    static Stream<Path> documents() throws IOException {
        for (Path root : List.of(
                Path.of("src", "test", "java"),
                Path.of("infra", "src", "test", "java"),
                Path.of("functions", "src", "test", "java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    TESTS.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "README.es.md", "ARCHITECTURE.md")
                                    .map(Path::of),
                            docs.filter(file -> file.toString().endsWith(".md")).toList().stream())
                    .sorted();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nameWhatIsThere(Path document) throws IOException {
        String text = Files.readString(document);

        assertThat(LINK.matcher(text).results())
                .allSatisfy(link ->
                        assertThat(document.resolveSibling(link.group(1))).exists());
        assertThat(FILE.matcher(text).results())
                .allSatisfy(file -> assertThat(Path.of(file.group(1))).matches(DocumentsTest::isThere));
        assertThat(TEST.matcher(text).results()).allSatisfy(test -> {
            assertThat(TESTS).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(TESTS.get(test.group(1))).contains("void " + test.group(2) + "(");
            }
        });
    }

    /** Decisions go by their numbers too. */
    private static boolean isThere(Path path) {
        if (Files.exists(path)) {
            return true;
        }
        String[] beside = path.getParent().toFile().list((folder, name) -> name.startsWith(path.getFileName() + "-"));
        return beside != null && beside.length > 0;
    }
}
