package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} does not test the disk, since what was written survives it in the page cache. So the system calls are
 * traced: before each {@code 202} leaves, the log was written and a sync of it, begun after that, has come back.
 */
@Tag("faults")
class SyncBeforeAnswerIT {

    private static final Logger LOG = Logger.getLogger(SyncBeforeAnswerIT.class);
    private static final int POSTS = 100;

    private static final Pattern CALL = Pattern.compile("^(\\d+) +(?:<\\.\\.\\. )?(\\w+)( resumed>|\\()(.*)$");

    @TempDir
    Path folder;

    @Test
    void theLogIsSyncedBeforeEachAnswer() throws Exception {
        assertThat(Path.of("/usr/bin/strace")).as("apt-get install strace").isExecutable();
        Path trace = folder.resolve("trace");
        List<String> strace = List.of(
                "strace",
                "--seccomp-bpf",
                "-f",
                "-qq",
                "-y",
                "-s",
                "16",
                "-e",
                "signal=none",
                "-e",
                "trace=write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync",
                "-o",
                trace.toString());
        try (RunningApplication application = new RunningApplication(
                Path.of("target", "SyncBeforeAnswerIT.log"),
                Map.of("RUMBO_DATA_DIR", folder.resolve("data").toString()),
                strace)) {
            String user = "Bearer " + application.accessToken();
            JsonNode device = application.post("/api/v1/devices", user, "{\"name\":\"car\"}");
            for (int i = 0; i < POSTS; i++) {
                application.post(
                        "/api/v1/positions",
                        "Bearer " + device.get("token").asText(),
                        Drive.body(40 * i, 40 * i + 1 + i % 40));
            }
        }

        List<String> lines = Files.readAllLines(trace);
        assertThat(answers(lines)).hasSize(POSTS).doesNotContain(false);
        // The same trace without the syncs, to see that the check sees.
        List<String> unsynced = lines.stream()
                .filter(line -> !line.contains("sync") || !line.contains("log.db-wal"))
                .toList();
        assertThat(answers(unsynced)).hasSize(POSTS).doesNotContain(true);
        LOG.infof("%d answers, each after the sync of the log", POSTS);
    }

    /** For each 202 whether all that was written to the log since the one before was synced when it began to be sent. */
    private static List<Boolean> answers(List<String> lines) {
        List<Boolean> answers = new ArrayList<>();
        Map<String, Integer> syncing = new HashMap<>();
        int writes = 0;
        int synced = 0;
        int atLastAnswer = 0;
        for (String line : lines) {
            Matcher call = CALL.matcher(line);
            if (!call.matches()) {
                continue;
            }
            String thread = call.group(1);
            String name = call.group(2);
            boolean begins = call.group(3).equals("(");
            String rest = call.group(4);
            boolean ends = !rest.contains("<unfinished");
            if (name.equals("pwrite64") && begins && rest.contains("log.db-wal>")) {
                writes++;
            } else if (name.endsWith("sync")) {
                if (begins && rest.contains("log.db-wal>")) {
                    syncing.put(thread, writes);
                }
                if (ends && syncing.containsKey(thread) && rest.endsWith("= 0")) {
                    synced = Math.max(synced, syncing.remove(thread));
                }
            } else if (begins && rest.contains("HTTP/1.1 202")) {
                answers.add(writes > atLastAnswer && synced == writes);
                atLastAnswer = writes;
            }
        }
        return answers;
    }
}
