package dev.rumbo.store.sqlite;

import dev.rumbo.sqlite.Session;
import dev.rumbo.store.Page;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Records that could not be read, by number. */
final class SetAsideRows {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final String ROW =
            "SELECT number, shard, sequence, arrived_ms, partition_key, data, reason FROM set_aside WHERE number ";

    private SetAsideRows() {}

    static int put(Session session, SetAside aside) throws SQLException {
        byte[] data = new byte[aside.record().data().remaining()];
        aside.record().data().duplicate().get(data);
        return session.update(
                "INSERT INTO set_aside (shard, sequence, arrived_ms, partition_key, data, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (shard, sequence) DO UPDATE SET reason = excluded.reason",
                aside.record().shardId(),
                aside.record().sequenceNumber(),
                aside.record().arrivedAt().toEpochMilli(),
                aside.record().partitionKey(),
                data,
                aside.reason());
    }

    static Page<SetAsideEntry> list(Session session, int limit, Optional<String> after) throws SQLException {
        List<SetAsideEntry> found = session.list(
                SetAsideRows::entry,
                ROW + "> ? ORDER BY number LIMIT ?",
                after.map(Long::parseLong).orElse(0L),
                limit + 1L);
        return SqliteStore.page(found, limit, SetAsideEntry::id);
    }

    static Optional<SetAsideEntry> find(Session session, String id) throws SQLException {
        return NUMBER.matcher(id).matches()
                ? session.find(SetAsideRows::entry, ROW + "= ?", Long.parseLong(id))
                : Optional.empty();
    }

    static int remove(Session session, String id) throws SQLException {
        return NUMBER.matcher(id).matches()
                ? session.update("DELETE FROM set_aside WHERE number = ?", Long.parseLong(id))
                : 0;
    }

    private static SetAsideEntry entry(ResultSet row) throws SQLException {
        return new SetAsideEntry(
                row.getString(1),
                new SetAside(
                        new StreamRecord(
                                row.getString(2),
                                row.getString(3),
                                Instant.ofEpochMilli(row.getLong(4)),
                                row.getString(5),
                                ByteBuffer.wrap(row.getBytes(6))),
                        row.getString(7)));
    }
}
