package dev.rumbo.sqlite;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes every write of this process beyond an offset fail, as a full or read-only disk does; ends when closed. */
public final class FileSizeLimit implements AutoCloseable {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    /** @param bytes 1 stands for a disk that takes nothing */
    public FileSizeLimit(long bytes) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit: apt-get install util-linux");
        set(Long.toString(bytes));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        set("unlimited");
    }

    private static void set(String soft) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        PRLIMIT.toString(),
                        "--pid",
                        Long.toString(ProcessHandle.current().pid()),
                        "--fsize=" + soft + ":")
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("prlimit failed with " + exit);
        }
    }
}
