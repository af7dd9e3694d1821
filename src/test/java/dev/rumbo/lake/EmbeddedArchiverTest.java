package dev.rumbo.lake;

import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedArchiverTest extends ArchiverContract {

    @TempDir
    Path folder;

    @Override
    protected PositionStream open(Map<String, String> checkpoints) {
        return new SqliteLog(
                SqliteLogConfig.in(folder),
                shardId -> Optional.ofNullable(checkpoints.get(shardId)),
                Clock.systemUTC());
    }
}
