package dev.rumbo.faults;

import java.io.IOException;
import java.nio.file.Path;

/** A small disk of its own in a folder: Linux, as root. */
final class Tmpfs implements AutoCloseable {

    private final Path folder;

    Tmpfs(Path folder, int mebibytes) throws IOException, InterruptedException {
        this.folder = folder;
        if (run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString()) != 0) {
            throw new IOException("cannot mount a tmpfs: needs root on Linux");
        }
    }

    void remount(String option) throws IOException, InterruptedException {
        if (run("mount", "-o", "remount," + option, folder.toString()) != 0) {
            throw new IOException("cannot remount " + folder);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
