package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A clock of a process that a test sets: libfaketime, Debian's package faketime. What is monotonic stays so. */
final class FakeClock {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private FakeClock() {}

    /** These runs are asked for by their profile: what they need has to be there. */
    static void require() {
        assertThat(LIBRARY).as("apt-get install faketime").exists();
    }

    static Map<String, String> environment(Path file) {
        return Map.of(
                "LD_PRELOAD",
                LIBRARY.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Else it takes a monotonic deadline for one of the faked clock, and every timed wait of the JVM spins.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Seen by the process within a second. Replaced as a whole, so that the library never reads half a file. */
    static void set(Path file, int minutesAhead) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, String.format("%+dm%n", minutesAhead));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
