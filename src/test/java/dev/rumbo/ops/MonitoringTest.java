package dev.rumbo.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules, the dashboard and the documents name what the running application tells. */
@QuarkusTest
@TestProfile(LiveServer.class)
class MonitoringTest {

    private static final Path MONITORING = Path.of("docker", "monitoring");
    private static final Pattern METRIC = Pattern.compile("\\b(?:rumbo|jvm|http|process)_[a-z_]+\\b");

    /** Told by the aws engine only. */
    private static final Pattern OF_AWS = Pattern.compile("rumbo_(aws|dynamodb|kinesis)_.*");

    @Test
    void everyMetricThatAnAlertAPanelOrADocumentNamesIsTold() throws IOException {
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.newDriver());
        LiveServer.post(phone, new Drives(Instant.now()).drive(1, 1).positions());
        Set<String> named = new TreeSet<>(named(expressions()));
        named.addAll(named(List.of(Files.readString(Path.of("docs", "metrics.md")))));
        assertThat(named).hasSizeGreaterThan(12);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told()).containsAll(named));
    }

    @Test
    void everyAlertHasItsRunbook() throws IOException {
        String runbooks = Files.readString(Path.of("docs", "runbooks.md"));
        List<JsonNode> alerts = alerts();

        assertThat(alerts).hasSizeGreaterThan(5);
        for (JsonNode alert : alerts) {
            String name = alert.get("alert").asText();
            assertThat(runbooks).contains("\n### " + name + "\n");
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/runbooks.md#" + name.toLowerCase(Locale.ROOT));
        }
    }

    private static Set<String> told() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .flatMap(name -> Stream.of(name, name.replaceFirst("_(count|sum|max|total)$", "")))
                .collect(Collectors.toSet());
    }

    private static Set<String> named(List<String> texts) {
        return texts.stream()
                .flatMap(text -> METRIC.matcher(text).results().map(MatchResult::group))
                .filter(name -> !OF_AWS.matcher(name).matches() && !name.endsWith("_"))
                .collect(Collectors.toSet());
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
        return Stream.concat(
                        alerts().stream().map(alert -> alert.get("expr").asText()),
                        dashboard.get("panels").findValuesAsText("expr").stream())
                .toList();
    }

    private static List<JsonNode> alerts() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(MONITORING.resolve("alerts.yaml").toFile()).findValues("rules").stream()
                        .flatMap(rules -> Stream.iterate(0, i -> i < rules.size(), i -> i + 1)
                                .map(rules::get))
                        .toList();
    }
}
