package dev.rumbo.jobs;

import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedJobsTest extends JobsContract {

    @TempDir
    Path folder;

    @Override
    protected Engine open() {
        SqliteStore store = SqliteStore.open(folder);
        SqliteLog log = new SqliteLog(SqliteLogConfig.in(folder), store::checkpoint, Clock.systemUTC());
        return new Engine(log, store.tracks(), store.accounts(), store.operations(), store.privacy());
    }
}
