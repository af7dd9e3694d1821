package dev.rumbo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void theContainerWritesToItsDataOnly() throws IOException {
        assertThat(Files.readString(Path.of("docker/compose.yaml")))
                .contains("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "127.0.0.1:8080:8080")
                .doesNotContain("privileged: true", "network_mode: host", "docker.sock");
    }
}
