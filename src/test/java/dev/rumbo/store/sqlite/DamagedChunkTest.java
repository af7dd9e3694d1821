package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
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

/** Stored positions that the disk gives back otherwise than they were written. */
class DamagedChunkTest {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final DeviceKey VAN = new DeviceKey("fleet", "ana", "van");
    private static final Track TRACK = SampleTracks.track(1_772_366_400_000L, 30, 5_000);

    @TempDir
    Path folder;

    private SqliteStore store;
    private TrackStore tracks;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        tracks = store.tracks();
        List.of(CAR, VAN).forEach(device -> tracks.apply(first(device)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noBitOfAChunkCanFlipUnseen() throws SQLException {
        byte[] written = positions();
        for (int bit = 0; bit < 8 * written.length; bit++) {
            byte[] damaged = written.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            write(damaged);

            assertThatThrownBy(() -> tracks.positions(CAR, 0, Long.MAX_VALUE))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining("device car from 2026-03-01T12:00:00Z");
        }
        assertThat(tracks.positions(VAN, 0, Long.MAX_VALUE)).isEqualTo(TRACK);
    }

    @Test
    void aChunkFromBeforeTheChecksumsIsRead() throws SQLException {
        change("UPDATE chunk SET checksum = NULL");

        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(TRACK);
    }

    private static DeviceUpdate first(DeviceKey device) {
        DeviceHead head = new DeviceHead(
                device, 1, TRACK.get(0), TRACK.get(TRACK.size() - 1), 1, Optional.empty(), CorrectedSpan.NONE);
        return new DeviceUpdate(head, TRACK, Set.of(), List.of(), Set.of(), List.of());
    }

    private byte[] positions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT positions FROM chunk WHERE device = 'car'")) {
            return row.getBytes(1);
        }
    }

    private void write(byte[] positions) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE chunk SET positions = ? WHERE device = 'car'")) {
            update.setBytes(1, positions);
            update.executeUpdate();
        }
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
        }
        return connection;
    }
}
