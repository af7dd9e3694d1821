package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** By a rule of the database. */
class EmbeddedRefusedDeviceTest extends RefusedDeviceContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected Engine open() {
        if (store == null) {
            store = SqliteStore.open(folder);
        }
        return new Engine(store.tracks(), store.accounts(), store.operations());
    }

    @Override
    protected void refuse(DeviceKey device) {
        change("CREATE TRIGGER refusing BEFORE INSERT ON chunk WHEN NEW.device = '" + device.deviceId()
                + "' BEGIN SELECT RAISE(ABORT, 'not this device'); END");
    }

    @Override
    protected void takeAgain(DeviceKey device) {
        change("DROP TRIGGER refusing");
    }

    private void change(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }
}
