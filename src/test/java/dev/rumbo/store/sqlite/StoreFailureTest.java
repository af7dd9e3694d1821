package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.sqlite.FileSizeLimit;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFailureTest {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final DeviceKey VAN = new DeviceKey("fleet", "ana", "van");

    @TempDir
    Path folder;

    @Test
    void appliesNothingWhileTheDiskTakesNothingAndGoesOnAfterwards() throws Exception {
        SqliteStore store = SqliteStore.open(folder);
        apply(store, 1, update(CAR, 1, 1));

        try (FileSizeLimit full = new FileSizeLimit(1)) {
            assertThatThrownBy(() -> apply(store, 2, update(VAN, 1, 5_000), update(CAR, 2, 5_000)))
                    .isInstanceOf(StoreUnavailableException.class);
        }

        assertThat(store.tracks().findHead(VAN)).isEmpty();
        assertThat(store.checkpoint("shard")).contains("1");
        apply(store, 2, update(VAN, 1, 5_000), update(CAR, 2, 5_000));
        assertThat(store.tracks().positions(VAN, 0, Long.MAX_VALUE)).hasSize(5_000);
        assertThat(store.checkpoint("shard")).contains("2");
        store.close();
    }

    @Test
    void movesTheCheckpointOnlyTogetherWithEveryUpdate() {
        SqliteStore store = SqliteStore.open(folder);
        apply(store, 1, update(CAR, 1, 1));

        assertThatThrownBy(() -> apply(store, 2, update(VAN, 1, 1), update(CAR, 7, 1)))
                .isInstanceOf(StaleDeviceException.class);

        assertThat(store.tracks().findHead(VAN)).isEmpty();
        assertThat(store.checkpoint("shard")).contains("1");
        store.close();
        SqliteStore again = SqliteStore.open(folder);
        assertThat(again.checkpoint("shard")).contains("1");
        assertThat(again.checkpoint("other")).isEmpty();
        again.close();
    }

    @Test
    void refusesWhatANewerVersionWrote() throws Exception {
        SqliteStore.open(folder).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.STORE));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1000");
        }

        assertThatThrownBy(() -> SqliteStore.open(folder))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("schema version 1000");
    }

    private static void apply(SqliteStore store, int sequence, DeviceUpdate... updates) {
        StreamRecord checkpoint =
                new StreamRecord("shard", Integer.toString(sequence), Instant.EPOCH, "car", ByteBuffer.allocate(0));
        store.tracks().apply(List.of(updates), List.of(), checkpoint);
    }

    private static DeviceUpdate update(DeviceKey device, long version, int size) {
        Track track = Track.of(LongStream.range(0, size)
                .mapToObj(i -> new Position(version * 10_000_000 + i, 1, (int) i, 5, 5, 5, 5))
                .toList());
        DeviceHead head = new DeviceHead(device, version, track.get(0), track.get(size - 1));
        return new DeviceUpdate(head, track, Set.of(), List.of(), Set.of(), List.of());
    }
}
