package dev.rumbo.lake.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.lake.LakeContract;
import dev.rumbo.lake.ObjectStorage;
import dev.rumbo.testsupport.Ports;
import dev.rumbo.testsupport.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3LakeIT extends LakeContract {

    @TempDir
    static Path folder;

    private static S3Server server;

    private final URI place = URI.create("s3://" + S3Server.BUCKET + "/" + UUID.randomUUID());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "emulator");
        System.setProperty("aws.secretAccessKey", "emulator");
        server = new S3Server(Ports.free(), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
        System.clearProperty("aws.region");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    protected ObjectStorage open() {
        return open(server.address());
    }

    private ObjectStorage open(URI endpoint) {
        return S3Storage.open(place, Optional.of(endpoint), List.of());
    }

    @Test
    void ofSeveralThatCreateAnObjectOneSucceeds() throws IOException {
        try (ObjectStorage first = open();
                ObjectStorage second = open()) {
            assertThat(first.create("manifest/1.json", new byte[] {1})).isTrue();
            assertThat(second.create("manifest/1.json", new byte[] {2})).isFalse();
            assertThat(first.create("manifest/1.json", new byte[] {1}))
                    .as("what it wrote itself, and heard no answer of")
                    .isTrue();
            assertThat(second.read("manifest/1.json")).containsExactly(1);
            assertThatThrownBy(() -> second.read("manifest/2.json")).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsAFailureThatSaysSo() throws IOException {
        try (ObjectStorage storage = open(S3Server.address(Ports.free()))) {
            assertThatThrownBy(() -> storage.list("manifest/", ""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("S3 does not");
        }
    }
}
