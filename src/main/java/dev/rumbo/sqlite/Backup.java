package dev.rumbo.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * Copies a data folder while the application runs, from within it or from another process; the copy is a data folder.
 *
 * <p>The log is copied first. What it holds beyond the store's copy is delivered again; where the store's copy is ahead, its
 * checkpoints tell the log to go on above them. So the copy holds all that was acknowledged before the backup began.
 */
public final class Backup {

    private static final List<String> FILES = List.of(DataFolder.LOG, DataFolder.STORE);

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    private Backup() {}

    /**
     * Copies and verifies; the target appears when the copy is complete.
     *
     * @param target must not exist, its parent must
     * @throws FileAlreadyExistsException where the target or what an interrupted backup to it left exists
     * @throws NoSuchFileException where a file of the engine is missing in the data folder
     * @throws IOException where copying fails or a copy does not pass the check of its integrity
     */
    public static void copy(Path dataFolder, Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        Files.createDirectory(partial);
        for (String file : FILES) {
            copyFile(dataFolder.resolve(file), partial.resolve(file));
        }
        if (Files.exists(dataFolder.resolve(DataFolder.KEY))) {
            Files.copy(
                    dataFolder.resolve(DataFolder.KEY),
                    partial.resolve(DataFolder.KEY),
                    StandardCopyOption.COPY_ATTRIBUTES);
            sync(partial.resolve(DataFolder.KEY));
        }
        sync(partial);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        Path parent = target.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    private static void copyFile(Path source, Path copy) throws IOException {
        if (!Files.isRegularFile(source)) {
            throw new NoSuchFileException(source.toString());
        }
        try {
            try (Connection connection = connect(source);
                    PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, copy.toAbsolutePath().toString());
                vacuum.execute();
            }
            try (Connection connection = connect(copy)) {
                verify(connection, copy);
            }
        } catch (SQLException failed) {
            throw new IOException(source.getFileName() + " cannot be copied: " + failed.getMessage(), failed);
        }
        sync(copy);
    }

    private static void verify(Connection connection, Path copy) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA integrity_check")) {
            String finding = rows.next() ? rows.getString(1) : "nothing";
            if (!"ok".equals(finding)) {
                throw new IOException(copy.getFileName() + " is damaged: " + finding);
            }
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    private static void sync(Path path) throws IOException {
        StandardOpenOption option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }
}
