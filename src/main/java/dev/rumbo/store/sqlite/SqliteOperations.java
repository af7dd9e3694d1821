package dev.rumbo.store.sqlite;

import dev.rumbo.sqlite.Session;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.StaleDeviceException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules and jobs in SQLite. */
final class SqliteOperations implements OperationsStore {

    private static final String RULES =
            "SELECT fleet, version, procedure, thresholds, changed_ms, changed_by FROM rules WHERE fleet = ? ";
    private static final String JOB =
            "SELECT fleet, id, kind, device, from_ms, rules, created_ms, state, started_ms, finished_ms,"
                    + " done, total, changed, failed, cursor, problem FROM job WHERE ";

    private final StoreFile file;

    SqliteOperations(StoreFile file) {
        this.file = file;
    }

    /** @throws StaleDeviceException where the head of a new device follows other rules than the fleet's newest */
    static void requireNewestRules(Session session, DeviceHead head) throws SQLException {
        int newest = newestRules(session, head.device().fleetId()).orElse(DeviceHead.FIRST_RULES);
        if (head.rulesVersion() != newest) {
            throw new StaleDeviceException(
                    "the fleet's rules are at version " + newest + ", not " + head.rulesVersion());
        }
    }

    @Override
    public Optional<RulesChange> findRules(String fleetId) {
        return file.read(
                session -> session.find(SqliteOperations::rules, RULES + "ORDER BY version DESC LIMIT 1", fleetId));
    }

    @Override
    public Optional<RulesChange> findRules(String fleetId, int version) {
        return file.read(session -> session.find(SqliteOperations::rules, RULES + "AND version = ?", fleetId, version));
    }

    @Override
    public boolean add(RulesChange change, Optional<Job> job) {
        return file.write(session -> {
            Optional<Integer> newest = newestRules(session, change.fleetId());
            boolean follows = newest.map(version -> change.version() == version + 1)
                    .orElse(change.version() <= DeviceHead.FIRST_RULES + 1);
            if (!follows) {
                return false;
            }
            session.update(
                    "INSERT INTO rules (fleet, version, procedure, thresholds, changed_ms, changed_by)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    change.fleetId(),
                    change.version(),
                    change.procedure(),
                    change.encodedValues(),
                    change.changedAt().toEpochMilli(),
                    change.changedBy());
            if (job.isPresent()) {
                insert(session, job.get());
            }
            return true;
        });
    }

    @Override
    public void add(Job job) {
        file.write(session -> insert(session, job));
    }

    @Override
    public Optional<Job> findJob(String fleetId, String id) {
        return file.read(session -> session.find(SqliteOperations::job, JOB + "fleet = ? AND id = ?", fleetId, id));
    }

    @Override
    public Page<Job> listJobs(String fleetId, Set<Job.Kind> kinds, int limit, Optional<String> after) {
        String names =
                kinds.stream().map(kind -> "'" + kind.name() + "'").sorted().collect(Collectors.joining(", "));
        List<Job> jobs = file.read(session -> session.list(
                SqliteOperations::job,
                JOB + "fleet = ? AND id < ? AND kind IN (" + names + ") ORDER BY id DESC LIMIT ?",
                fleetId,
                after.orElse("~"),
                limit + 1L));
        return SqliteStore.page(jobs, limit, Job::id);
    }

    @Override
    public Optional<Job> claim(String worker, Set<String> except, Instant now, Instant until) {
        String free = "finished_ms IS NULL AND (worker IS NULL OR worker = ? OR lease_ms < ?)";
        boolean none = file.read(session -> session.find(row -> true, JOB + free, worker, now.toEpochMilli()))
                .isEmpty();
        if (none) {
            return Optional.empty();
        }
        return file.write(session -> {
            Optional<Job> oldest =
                    session
                            .list(SqliteOperations::job, JOB + free + " ORDER BY id", worker, now.toEpochMilli())
                            .stream()
                            .filter(job -> !except.contains(job.id()))
                            .findFirst();
            if (oldest.isPresent()) {
                session.update(
                        "UPDATE job SET worker = ?, lease_ms = ? WHERE id = ?",
                        worker,
                        until.toEpochMilli(),
                        oldest.get().id());
            }
            return oldest;
        });
    }

    @Override
    public boolean update(Job job, String worker, Instant until) {
        return file.write(session -> session.update(
                        "UPDATE job SET state = ?, started_ms = ?, finished_ms = ?, done = ?, total = ?, changed = ?, failed = ?,"
                                + " cursor = ?, problem = ?, worker = ?, lease_ms = ? WHERE id = ? AND worker = ?",
                        job.state().name(),
                        millis(job.startedAt()),
                        millis(job.finishedAt()),
                        job.progress().done(),
                        job.progress().total(),
                        job.progress().changed(),
                        job.progress().failed(),
                        job.progress().cursor(),
                        job.progress().problem().orElse(null),
                        job.isFinished() ? null : worker,
                        until.toEpochMilli(),
                        job.id(),
                        worker)
                == 1);
    }

    private static int insert(Session session, Job job) throws SQLException {
        return session.update(
                "INSERT INTO job (fleet, id, kind, device, from_ms, rules, created_ms, state, started_ms, finished_ms,"
                        + " done, total, changed, failed, cursor, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                job.fleetId(),
                job.id(),
                job.kind().name(),
                job.deviceId().orElse(null),
                millis(job.from()),
                job.rulesVersion(),
                job.createdAt().toEpochMilli(),
                job.state().name(),
                millis(job.startedAt()),
                millis(job.finishedAt()),
                job.progress().done(),
                job.progress().total(),
                job.progress().changed(),
                job.progress().failed(),
                job.progress().cursor(),
                job.progress().problem().orElse(null));
    }

    private static Optional<Integer> newestRules(Session session, String fleetId) throws SQLException {
        return session.find(
                row -> row.getInt(1),
                "SELECT version FROM rules WHERE fleet = ? ORDER BY version DESC LIMIT 1",
                fleetId);
    }

    private static RulesChange rules(ResultSet row) throws SQLException {
        return new RulesChange(
                row.getString(1),
                row.getInt(2),
                row.getInt(3),
                RulesChange.decodeValues(row.getString(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString(1),
                row.getString(2),
                Job.Kind.valueOf(row.getString(3)),
                Optional.ofNullable(row.getString(4)),
                instant(row, 5),
                row.getInt(6),
                Instant.ofEpochMilli(row.getLong(7)),
                Job.State.valueOf(row.getString(8)),
                instant(row, 9),
                instant(row, 10),
                new Job.Progress(
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        row.getLong(14),
                        row.getString(15),
                        Optional.ofNullable(row.getString(16))));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }
}
