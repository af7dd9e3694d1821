package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {

    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    @Test
    void everyAcknowledgedRecordIsThereOnceAndInOrderAfterKills() throws Exception {
        Random random = new Random(4);
        List<Integer> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(publishUntilKilled(1_000_000 * (round + 1), 1 + random.nextInt(3_000)));

            Map<ByteBuffer, Integer> placeOf = new HashMap<>();
            List<StreamRecord> records = replay();
            for (int place = 0; place < records.size(); place++) {
                assertThat(placeOf.put(records.get(place).data(), place))
                        .as("round %d: delivered twice", round)
                        .isNull();
            }
            int[] lastPlace = new int[PublishingProcess.DEVICES];
            for (int number : acknowledged) {
                int device = number % PublishingProcess.DEVICES;
                Integer place =
                        placeOf.get(ByteBuffer.wrap(PostCodec.encode(SamplePosts.post("device-" + device, number))));
                assertThat(place).as("round %d: acknowledged %d", round, number).isNotNull();
                assertThat(place).as("round %d: order of %d", round, number).isGreaterThanOrEqualTo(lastPlace[device]);
                lastPlace[device] = place;
            }
        }
    }

    /** The numbers that the process printed before and while it was killed, in order. */
    private List<Integer> publishUntilKilled(int first, int killAfter) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Integer> numbers = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = "";
            while (line != null) {
                if (numbers.size() == killAfter) {
                    // By the handle, which leaves the output open: what was printed before counts.
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
                // The last line may be cut; a number that lost a digit is below those of its round.
                if (line != null && !line.isEmpty() && Integer.parseInt(line) >= first) {
                    numbers.add(Integer.parseInt(line));
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(killAfter);
        return numbers;
    }

    private List<StreamRecord> replay() {
        SqliteLog log = new SqliteLog(
                new SqliteLogConfig(folder, 4, Duration.ofHours(24), 1 << 20),
                shard -> Optional.empty(),
                Clock.systemUTC());
        List<StreamRecord> records = new ArrayList<>();
        log.replay(Instant.EPOCH, records::add);
        log.stop();
        return records;
    }
}
