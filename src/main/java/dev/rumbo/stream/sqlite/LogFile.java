package dev.rumbo.stream.sqlite;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.sqlite.Database;
import dev.rumbo.sqlite.Session;
import dev.rumbo.stream.StreamRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * The tables of the log: one per shard, clustered by sequence number, so that appending touches its end, reading after a
 * checkpoint is a range scan and trimming frees whole pages from its start.
 */
final class LogFile implements AutoCloseable {

    /** The second version has a checksum in every shard's table; how many tables there are, only the log knows. */
    private static final List<List<String>> SCHEMA = List.of(
            List.of(
                    "CREATE TABLE log (shards INTEGER NOT NULL, probes INTEGER NOT NULL)",
                    "INSERT INTO log VALUES (0, 0)"),
            List.of());

    private static final String HAS_CHECKSUMS =
            "SELECT count(*) FROM pragma_table_info('shard_0') WHERE name = 'checksum'";

    private static final String HAS_ID = "SELECT count(*) FROM pragma_table_info('log') WHERE name = 'id'";

    private static final List<String> SHARD_IDS = IntStream.range(0, SqliteLogConfig.MAX_SHARDS)
            .mapToObj(shard -> String.format("shardId-%012d", shard))
            .toList();

    private final Database database;
    private final List<ShardSql> shards;

    private LogFile(Database database, int shards) {
        this.database = database;
        this.shards = IntStream.range(0, shards).mapToObj(ShardSql::new).toList();
    }

    static LogFile open(SqliteLogConfig config) throws SQLException, IOException {
        Database database = Database.open(config.folder().resolve(DataFolder.LOG), SCHEMA);
        return new LogFile(database, database.write(session -> createShards(session, config.shards())));
    }

    private static int createShards(Session session, int wanted) throws SQLException {
        int existing = (int) session.number("SELECT shards FROM log");
        if (existing > 0) {
            if (session.number(HAS_CHECKSUMS) == 0) {
                for (int shard = 0; shard < existing; shard++) {
                    session.update("ALTER TABLE shard_" + shard + " ADD COLUMN checksum INTEGER");
                }
            }
            return existing;
        }
        for (int shard = 0; shard < wanted; shard++) {
            session.update("CREATE TABLE shard_" + shard
                    + " (sequence INTEGER PRIMARY KEY, arrived_at INTEGER NOT NULL, partition_key TEXT NOT NULL,"
                    + " data BLOB NOT NULL, checksum INTEGER)");
        }
        session.update("UPDATE log SET shards = ?", wanted);
        return wanted;
    }

    int shards() {
        return shards.size();
    }

    /** Tells this log from others, whose records have the same numbers. */
    String id() throws SQLException {
        return database.write(session -> {
            if (session.number(HAS_ID) == 0) {
                session.update("ALTER TABLE log ADD COLUMN id TEXT");
            }
            session.update("UPDATE log SET id = lower(hex(randomblob(8))) WHERE id IS NULL");
            return session.find(row -> row.getString(1), "SELECT id FROM log").orElseThrow();
        });
    }

    /** A log that lost records, as one does that is restored, gives their numbers to others: it is another one from then on. */
    String renewId() throws SQLException {
        database.write(session -> session.update("UPDATE log SET id = NULL"));
        return id();
    }

    /** Bytes of the records after the first sequence number, up to the second. */
    long bytes(int shard, long after, long upTo) throws SQLException {
        return database.read(session -> session.number(shards.get(shard).bytes, after, upTo));
    }

    static String idOf(int shard) {
        return SHARD_IDS.get(shard);
    }

    /** 0 where the shard is empty. */
    long lastSequence(int shard) throws SQLException {
        return database.read(session -> session.number(shards.get(shard).last));
    }

    /** Appends all in one transaction that is on the disk when this returns. */
    void append(List<Entry> entries) throws SQLException {
        database.write(session -> {
            for (Entry entry : entries) {
                session.update(
                        shards.get(entry.shard()).append,
                        entry.sequence(),
                        entry.arrivedAtMillis(),
                        entry.partitionKey(),
                        entry.data(),
                        checksum(entry.partitionKey(), entry.data()));
            }
            return entries.size();
        });
    }

    /** The records after a sequence number, in order: at least one if there is one, and no more than fit the limits. */
    List<StreamRecord> read(int shard, long after, int maxRecords, long maxBytes) throws SQLException {
        return database.read(session -> {
            List<StreamRecord> records = new ArrayList<>();
            long[] bytes = new long[1];
            session.forEach(
                    row -> {
                        StreamRecord record = recordOf(shard, row);
                        bytes[0] += record.data().remaining();
                        if (!records.isEmpty() && bytes[0] > maxBytes) {
                            return false;
                        }
                        records.add(record);
                        return true;
                    },
                    shards.get(shard).read,
                    after,
                    maxRecords);
            return records;
        });
    }

    /** The sequence number before the first record that arrived at {@code from} or later. */
    Optional<Long> sequenceBefore(int shard, Instant from) throws SQLException {
        return database.read(
                session -> session.find(row -> row.getLong(1) - 1, shards.get(shard).firstFrom, from.toEpochMilli()));
    }

    /** Deletes up to {@code limit} of the oldest records that arrived before {@code cutoff}; how many there were. */
    int trim(int shard, long belowSequence, Instant cutoff, int limit) throws SQLException {
        ShardSql sql = shards.get(shard);
        Optional<Long> last = database.read(session ->
                session.find(row -> row.getLong(1), sql.expired, belowSequence, limit, cutoff.toEpochMilli()));
        if (last.isEmpty() || last.get() == 0) {
            return 0;
        }
        return database.write(session -> session.update(sql.trim, last.get()));
    }

    /** Writes something small, to learn whether the disk takes it. */
    void probe() throws SQLException {
        database.write(session -> session.update("UPDATE log SET probes = probes + 1"));
    }

    static StreamRecord recordOf(Entry entry) {
        return new StreamRecord(
                idOf(entry.shard()),
                Long.toString(entry.sequence()),
                Instant.ofEpochMilli(entry.arrivedAtMillis()),
                entry.partitionKey(),
                ByteBuffer.wrap(entry.data()));
    }

    /** A record that the disk gave back otherwise than it was written is marked, so that nobody takes it for positions. */
    private static StreamRecord recordOf(int shard, ResultSet row) throws SQLException {
        String key = row.getString(3);
        byte[] data = row.getBytes(4);
        long checksum = row.getLong(5);
        boolean intact = row.wasNull() || checksum == checksum(key, data);
        return new StreamRecord(
                idOf(shard),
                Long.toString(row.getLong(1)),
                Instant.ofEpochMilli(row.getLong(2)),
                key,
                ByteBuffer.wrap(intact ? data : PostCodec.damaged(data)));
    }

    private static long checksum(String key, byte[] data) {
        CRC32C checksum = new CRC32C();
        checksum.update(key.getBytes(StandardCharsets.UTF_8));
        checksum.update(data);
        return checksum.getValue();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    /** A record with its place in the log. */
    record Entry(
            int shard,
            long sequence,
            long arrivedAtMillis,
            String partitionKey,
            @SuppressWarnings("ArrayRecordComponent") byte[] data) {}

    private static final class ShardSql {

        final String append;
        final String read;
        final String last;
        final String firstFrom;
        final String expired;
        final String trim;
        final String bytes;

        ShardSql(int shard) {
            String table = "shard_" + shard;
            append = "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?)";
            read = "SELECT sequence, arrived_at, partition_key, data, checksum FROM " + table
                    + " WHERE sequence > ? ORDER BY sequence LIMIT ?";
            last = "SELECT coalesce(max(sequence), 0) FROM " + table;
            firstFrom = "SELECT sequence FROM " + table + " WHERE arrived_at >= ? ORDER BY sequence LIMIT 1";
            expired = "SELECT coalesce(max(sequence), 0) FROM (SELECT sequence, arrived_at FROM " + table
                    + " WHERE sequence < ? ORDER BY sequence LIMIT ?) WHERE arrived_at < ?";
            trim = "DELETE FROM " + table + " WHERE sequence <= ?";
            bytes = "SELECT coalesce(sum(length(data)), 0) FROM " + table + " WHERE sequence > ? AND sequence <= ?";
        }
    }
}
