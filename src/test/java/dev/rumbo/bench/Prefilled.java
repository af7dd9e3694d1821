package dev.rumbo.bench;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A data folder whose log is written without a server, as posts that a stopped consumer has left. */
final class Prefilled implements AutoCloseable {

    private static final int UNDER_WAY = 500;

    private final SqliteLog log;
    private final Map<String, DeviceKey> keys = new HashMap<>();
    private final ArrayDeque<CompletableFuture<Void>> underWay = new ArrayDeque<>();

    /** @param folder of a server that knows the devices and was stopped */
    Prefilled(Path folder) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.STORE));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT fleet, user, id FROM device")) {
            while (rows.next()) {
                keys.put(rows.getString(3), new DeviceKey(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        log = new SqliteLog(SqliteLogConfig.in(folder), shard -> Optional.empty(), Clock.systemUTC());
    }

    /** Acknowledged when it returns, or soon after: {@link #close} waits for the rest. */
    void post(String deviceId, Iterator<Position> positions, int size) {
        List<Position> post = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            post.add(positions.next());
        }
        underWay.add(log.publish(new PositionPost(Objects.requireNonNull(keys.get(deviceId)), Track.of(post)))
                .toCompletableFuture());
        if (underWay.size() > UNDER_WAY) {
            underWay.remove().join();
        }
    }

    @Override
    public void close() {
        underWay.forEach(CompletableFuture::join);
        log.stop();
    }
}
