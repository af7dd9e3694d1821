package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every position that was acknowledged, written before the answer counts as seen: what a fault run compares with. */
public final class Ledger implements Closeable {

    /** Writes nothing. */
    public static final Ledger NONE = new Ledger(null);

    private final @Nullable BufferedWriter out;

    private Ledger(@Nullable BufferedWriter out) {
        this.out = out;
    }

    /** Appends to a file with the columns of the shipped drives; creates it with its header where it is missing. */
    public static Ledger append(Path file) throws IOException {
        boolean fresh = Files.notExists(file);
        Ledger ledger = new Ledger(Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        if (fresh) {
            ledger.write(List.of(DriveCsv.HEADER));
        }
        return ledger;
    }

    void acknowledged(String device, List<Position> positions) {
        if (out != null) {
            try {
                write(positions.stream()
                        .map(position -> DriveCsv.format(device, position))
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void write(List<String> lines) throws IOException {
        if (out != null) {
            for (String line : lines) {
                out.write(line);
                out.write('\n');
            }
            out.flush();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
