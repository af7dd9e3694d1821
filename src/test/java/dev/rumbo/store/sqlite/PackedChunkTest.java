package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Track;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large chunks rest in fewer bytes, and those from before in theirs. */
class PackedChunkTest {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final Track TRACK = SampleTracks.track(1_772_366_400_000L, Chunks.FULL, 5_000);

    @TempDir
    Path folder;

    private SqliteStore store;
    private TrackStore tracks;

    @BeforeEach
    void aFullChunk() {
        store = SqliteStore.open(folder);
        tracks = store.tracks();
        DeviceHead head = new DeviceHead(
                CAR, 1, TRACK.get(0), TRACK.get(TRACK.size() - 1), 1, Optional.empty(), CorrectedSpan.NONE);
        tracks.apply(new DeviceUpdate(head, TRACK, Set.of(), List.of(), Set.of(), List.of()));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFullChunkIsSmallerThanItsPositions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*), sum(length(positions)) FROM chunk")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(1);
            assertThat(row.getInt(2)).isLessThan(PositionsCodec.encode(TRACK).length * 3 / 4);
        }
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(TRACK);
    }

    @Test
    void aChunkFromBeforeIsRead() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE chunk SET positions = ?, checksum = NULL")) {
            update.setBytes(1, PositionsCodec.encode(TRACK));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }

        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(TRACK);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
    }
}
