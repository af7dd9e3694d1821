package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.api.ProblemException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sent in chunks waits for an hour, and not for longer, and never takes more of the disk than it may. */
class UploadsTest {

    private static final String DEVICE = "device-of-somebody";

    private final MovedClock clock = new MovedClock();
    private final Uploads uploads = open();

    @AfterEach
    void close() {
        uploads.close();
    }

    @Test
    void whatNobodyWentOnWithForAnHourIsRemoved() throws IOException {
        append("first-one", 0, 10);
        clock.by = Duration.ofMinutes(59);
        uploads.sweep();
        assertThat(uploads.bytes(DEVICE, "first-one")).isEqualTo(10);
        clock.by = Duration.ofMinutes(61);
        uploads.sweep();
        assertThat(uploads.bytes(DEVICE, "first-one")).isZero();
        assertThat(uploads.find(DEVICE, "first-one")).isEmpty();
        append("first-one", 0, 5);
        assertThat(uploads.bytes(DEVICE, "first-one")).isEqualTo(5);
    }

    @Test
    void uploadsGoOnWhereTheirFolderWasTidiedAway() throws IOException {
        uploads.close();
        append("first-one", 0, 10);
        assertThat(uploads.bytes(DEVICE, "first-one")).isEqualTo(10);
    }

    @Test
    void anUploadIsFoundByItsHolderOnly() throws IOException {
        append("first-one", 0, 10);
        assertThat(uploads.bytes("another-device", "first-one")).isZero();
        uploads.remove("another-device", "first-one");
        assertThat(uploads.bytes(DEVICE, "first-one")).isEqualTo(10);
    }

    @Test
    void whatTakesMoreThanItMayIsRefusedAndTakesNothing() throws IOException {
        append("first-one", 0, 90);
        assertThatThrownBy(() -> append("first-one", 90, 20)).isInstanceOf(ProblemException.class);
        assertThat(uploads.bytes(DEVICE, "first-one")).isZero();
        append("first-one", 0, 90);
        append("other-one", 0, 60);
        assertThatThrownBy(() -> append("third-one", 0, 60)).isInstanceOf(ProblemException.class);
        assertThat(uploads.bytes(DEVICE, "first-one")).isEqualTo(90);
    }

    private void append(String id, long offset, int bytes) throws IOException {
        InputStream chunk = new ByteArrayInputStream(new byte[bytes]);
        assertThat(uploads.append(DEVICE, id, offset, chunk)).isEqualTo(offset + bytes);
    }

    private Uploads open() {
        IngestConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngestConfig.class)
                .withDefaultValues(Map.of("rumbo.ingest.upload-file-bytes", "100", "rumbo.ingest.upload-bytes", "200"))
                .build()
                .getConfigMapping(IngestConfig.class);
        try {
            return new Uploads(config, clock);
        } catch (IOException noFolder) {
            throw new IllegalStateException(noFolder);
        }
    }

    /** The machine's, which also stamps the files, moved on. */
    private static final class MovedClock extends Clock {

        private volatile Duration by = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }
}
