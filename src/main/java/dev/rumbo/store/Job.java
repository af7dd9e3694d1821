package dev.rumbo.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Work in the background that survives the process that does it.
 *
 * @param id sorts by creation
 * @param deviceId the one device that is rebuilt; empty where all of the fleet are
 * @param from where a replay begins; empty for other kinds
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
        REPLAY
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
     * @param failed devices that could not be rebuilt
     * @param cursor where to go on after a crash; empty at the start
     * @param problem what went wrong last, in words
     */
    public record Progress(long done, long total, long failed, String cursor, Optional<String> problem) {

        public static final Progress NONE = new Progress(0, 0, 0, "", Optional.empty());
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

    public Job finished(Instant now) {
        return new Job(
                fleetId,
                id,
                kind,
                deviceId,
                from,
                rulesVersion,
                createdAt,
                progress.failed() == 0 ? State.DONE : State.FAILED,
                startedAt,
                Optional.of(now),
                progress);
    }
}
