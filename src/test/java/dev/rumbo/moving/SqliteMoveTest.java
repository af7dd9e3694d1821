package dev.rumbo.moving;

import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteMoveTest extends MoveContract {

    @TempDir
    Path between;

    private SqliteStore store;

    @Override
    House open() {
        store = SqliteStore.open(between);
        return Houses.of(store);
    }

    @AfterEach
    void closeBetween() {
        store.close();
    }
}
