package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedErasedDeviceTest extends ErasedDeviceContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected RefusedDeviceContract.Engine open() {
        store = SqliteStore.open(folder);
        return new RefusedDeviceContract.Engine(store.tracks(), store.accounts(), store.operations());
    }

    @Override
    protected long storedRows(DeviceKey device) {
        long rows = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"))) {
            for (String table : List.of("head", "chunk", "segment", "day_total", "correction")) {
                try (PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM " + table + " WHERE device = ?")) {
                    count.setString(1, device.deviceId());
                    try (ResultSet row = count.executeQuery()) {
                        rows += row.getLong(1);
                    }
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return rows;
    }

    @AfterEach
    void close() {
        store.close();
    }
}
