package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.trips.ErasedSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Work in the background that survives the process that does it.
 *
 * @param id sorts by creation
 * @param deviceId the one device that is rebuilt, or of which something is deleted; empty where all of the fleet are
 * @param from where a replay begins, of the stream or of the archive; empty for other kinds
 * @param rulesVersion the version whose change led to the job; 0 for other kinds
 */
public record Job(
        String fleetId,
        String id,
        Kind kind,
        Optional<String> deviceId,
        Optional<Instant> from,
        int rulesVersion,
        Instant createdAt,
        State state,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Progress progress) {

    /** What is to be done. */
    public enum Kind {
        /** Every device of the fleet whose timeline follows older rules is rebuilt under the newest. */
        RULES,
        /** Timelines are rebuilt from their positions. */
        REBUILD,
        /** The stream is read again. */
        REPLAY,
        /** What the archive holds of a time is stored again; the cursor tells where it ends and the day that it is at. */
        ARCHIVE_REPLAY,
        /** All that is stored of a user goes, and then the user; the cursor is their id. */
        CLOSING,
        /** What was recorded of a time goes; the cursor tells which, as two numbers of milliseconds. */
        ERASING,
        /** What the fleet keeps no longer goes. */
        RETENTION
    }

    /** How far a job is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        /** It came to its end, but not with everything; {@link Progress#problem} says with what. */
        FAILED
    }

    /**
     * How much is done.
     *
     * @param done devices rebuilt or looked at, or records read
     * @param total devices to do; 0 while not known, and for replays
     * @param changed devices that were rebuilt, or positions that were not stored before
     * @param failed devices that could not be rebuilt, or records that could not be read
     * @param cursor where to go on after a crash; empty at the start, except that of a closing it tells whose account it is, of
     *     an erasing which time, and of a replay of the archive where that ends
     * @param problem what went wrong, in words; empty where all is well
     */
    public record Progress(long done, long total, long changed, long failed, String cursor, Optional<String> problem) {

        public static final Progress NONE = new Progress(0, 0, 0, 0, "", Optional.empty());
    }

    /** Brings every device of the fleet to a new version of its rules. */
    public static Job ofRules(RulesChange change, Instant now) {
        return waiting(change.fleetId(), Kind.RULES, Optional.empty(), Optional.empty(), change.version(), now);
    }

    /** Rebuilds one device, or all of the fleet. */
    public static Job ofRebuild(String fleetId, Optional<String> deviceId, Instant now) {
        return waiting(fleetId, Kind.REBUILD, deviceId, Optional.empty(), 0, now);
    }

    /** Reads the stream again. */
    public static Job ofReplay(String fleetId, Instant from, Instant now) {
        return waiting(fleetId, Kind.REPLAY, Optional.empty(), Optional.of(from), 0, now);
    }

    /** Stores again what the archive holds of a time. */
    public static Job ofArchiveReplay(String fleetId, Instant from, Instant to, Instant now) {
        return waiting(fleetId, Kind.ARCHIVE_REPLAY, Optional.empty(), Optional.of(from), 0, now)
                .at(new Progress(0, 0, 0, 0, archiveCursor(to, Optional.empty()), Optional.empty()));
    }

    /** The cursor of a replay of the archive. */
    public static String archiveCursor(Instant to, Optional<LocalDate> day) {
        return to + day.map(date -> " " + date).orElse("");
    }

    /** Where a replay of the archive ends; empty for other kinds. */
    public Optional<Instant> to() {
        return kind == Kind.ARCHIVE_REPLAY
                ? Optional.of(Instant.parse(progress.cursor().split(" ")[0]))
                : Optional.empty();
    }

    /** The day that a replay of the archive is at; empty before its first, and for other kinds. */
    public Optional<LocalDate> archiveDay() {
        String[] cursor = progress.cursor().split(" ");
        return kind == Kind.ARCHIVE_REPLAY && cursor.length > 1
                ? Optional.of(LocalDate.parse(cursor[1]))
                : Optional.empty();
    }

    /** Deletes all that is stored of a user. */
    public static Job ofClosing(Owner owner, Instant now) {
        return waiting(owner.fleetId(), Kind.CLOSING, Optional.empty(), Optional.empty(), 0, now)
                .at(new Progress(0, 0, 0, 0, owner.userId(), Optional.empty()));
    }

    /** Deletes what was recorded of a time. */
    public static Job ofErasing(DeviceKey device, ErasedSpan span, Instant now) {
        return waiting(device.fleetId(), Kind.ERASING, Optional.of(device.deviceId()), Optional.empty(), 0, now)
                .at(new Progress(0, 0, 0, 0, span.fromMillis() + " " + span.toMillis(), Optional.empty()));
    }

    /** Lets go what the fleet keeps no longer. */
    public static Job ofRetention(String fleetId, Instant now) {
        return waiting(fleetId, Kind.RETENTION, Optional.empty(), Optional.empty(), 0, now);
    }

    private static Job waiting(
            String fleetId,
            Kind kind,
            Optional<String> deviceId,
            Optional<Instant> from,
            int rulesVersion,
            Instant now) {
        String id = String.format(Locale.ROOT, "%011x%08x", now.toEpochMilli(), (int)
                UUID.randomUUID().getMostSignificantBits());
        return new Job(
                fleetId,
                id,
                kind,
                deviceId,
                from,
                rulesVersion,
                now,
                State.WAITING,
                Optional.empty(),
                Optional.empty(),
                Progress.NONE);
    }

    public boolean isFinished() {
        return state == State.DONE || state == State.FAILED;
    }

    public Job running(Instant now) {
        return new Job(
                fleetId,
                id,
                kind,
                deviceId,
                from,
                rulesVersion,
                createdAt,
                State.RUNNING,
                startedAt.or(() -> Optional.of(now)),
                finishedAt,
                progress);
    }

    public Job at(Progress newProgress) {
        return new Job(
                fleetId, id, kind, deviceId, from, rulesVersion, createdAt, state, startedAt, finishedAt, newProgress);
    }

    /** Done, or failed where there was a problem. */
    public Job finished(Instant now) {
        return new Job(
                fleetId,
                id,
                kind,
                deviceId,
                from,
                rulesVersion,
                createdAt,
                progress.problem().isEmpty() ? State.DONE : State.FAILED,
                startedAt,
                Optional.of(now),
                progress);
    }
}
