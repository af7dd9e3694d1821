package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the image and its compose file allow the application. */
class ContainerTest {

    @Test
    void theImageRunsWithoutRightsOnCodeThatItCannotChange() throws IOException {
        String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        String stage = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
        assertThat(stage).containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
        assertThat(stage.substring(stage.indexOf("\nUSER ")))
                .doesNotContain("\nRUN ", "\nCOPY ", "\nADD ", "\nUSER root");
        assertThat(stage.lines().filter(line -> line.contains("--chown")))
                .as("what the application owns")
                .allMatch(line -> line.endsWith(" /data"));
    }

    /** As {@code docs/decisions/0122} says, and as {@code bench/container} does it where no image can be built. */
    @Test
    void theImageKeepsWhatAStartLoadsByTheJavaThatReadsIt() throws IOException {
        String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        String stage = dockerfile.substring(dockerfile.lastIndexOf("\nFROM "));
        Matcher java = Pattern.compile("FROM eclipse-temurin:(\\d+)-jre").matcher(stage);
        assertThat(java.find()).isTrue();
        assertThat(Files.readString(Path.of("docs/decisions/0122-the-image-keeps-what-a-start-loads.md")))
                .contains("The image runs Java " + java.group(1));
        assertThat(Integer.parseInt(java.group(1))).as("keeps linked classes").isGreaterThanOrEqualTo(25);
        assertThat(stage.indexOf("\nRUN bin/rumbo prepare"))
                .as("of all that is there, and while it may still be written")
                .isBetween(stage.lastIndexOf("\nCOPY "), stage.indexOf("\nUSER "));
        assertThat(Files.readString(Path.of("bench/container")))
                .containsSubsequence(
                        "sqlite-jdbc",
                        "bin/rumbo\" prepare",
                        "chmod -R a-w",
                        "docker/healthcheck",
                        "quarkus-app/rumbo\\.");
    }

    @Test
    void theContainerWritesToItsDataOnly() throws IOException {
        assertThat(Files.readString(Path.of("docker/compose.yaml")))
                .contains("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "127.0.0.1:8080:8080")
                .doesNotContain("privileged: true", "network_mode: host", "docker.sock");
    }
}
