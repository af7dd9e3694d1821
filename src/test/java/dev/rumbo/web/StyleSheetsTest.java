package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page links the style sheets of what it is made of. */
class StyleSheetsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path SHEETS = Path.of("src/main/resources/META-INF/resources/css");
    private static final Pattern LINKED = Pattern.compile("/css/([\\w-]+\\.css)");
    private static final Pattern INCLUDED = Pattern.compile("\\{#include ([\\w/]+)");
    private static final Pattern CLASSES = Pattern.compile("class=\"([^\"]*)\"");
    private static final Pattern STYLED = Pattern.compile("\\.([a-z][\\w-]*)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> read(file).contains("{#include layout"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatAPageIsMadeOfIsStyled(Path page) throws IOException {
        Map<String, Set<String>> styled = styled();
        String text = withParts(page);
        Set<String> there = Stream.concat(found(LINKED, text), found(LINKED, read(TEMPLATES.resolve("layout.html"))))
                .flatMap(sheet -> styled.getOrDefault(sheet, Set.of()).stream())
                .collect(Collectors.toSet());
        Set<String> everywhere = styled.values().stream().flatMap(Set::stream).collect(Collectors.toSet());

        Set<String> missing = found(CLASSES, text)
                .flatMap(names ->
                        Arrays.stream(names.replaceAll("\\{[^}]*}", " ").split("\\s+")))
                .filter(everywhere::contains)
                .filter(name -> !there.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(missing)
                .as("classes whose style sheet %s does not link", page)
                .isEmpty();
    }

    /** The names that each sheet styles. */
    private static Map<String, Set<String>> styled() throws IOException {
        try (Stream<Path> files = Files.list(SHEETS)) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString(),
                    file -> found(STYLED, read(file)).collect(Collectors.toSet())));
        }
    }

    private static String withParts(Path template) {
        String text = read(template);
        return text
                + found(INCLUDED, text)
                        .filter(part -> !part.equals("layout"))
                        .map(part -> TEMPLATES.resolve(part + ".html"))
                        .filter(part -> !part.equals(template))
                        .map(StyleSheetsTest::withParts)
                        .collect(Collectors.joining());
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
