package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.PositionStreamContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class SqliteLogTest extends PositionStreamContract {

    @TempDir
    Path folder;

    @Override
    protected PositionStream open(Map<String, String> checkpoints, long bufferBytes) {
        return new SqliteLog(
                new SqliteLogConfig(folder, shards(), Duration.ofHours(24), bufferBytes),
                shard -> Optional.ofNullable(checkpoints.get(shard)),
                Clock.systemUTC());
    }

    @Override
    protected int shards() {
        return 4;
    }
}
