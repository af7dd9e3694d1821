package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.ErasedSpan;
import java.time.Instant;
import java.util.Optional;

/**
 * One file that was imported into a device.
 *
 * @param id unique within the device
 * @param fileName as the sender called it; empty where it did not
 * @param positions in the file
 * @param imported positions that are durably in the stream so far
 * @param added of them those that were not stored before
 * @param replaced stored positions that were removed for it
 * @param fromMillis time of the file's first position, in milliseconds since 1970-01-01T00:00Z
 * @param toMillis time of its last
 */
public record ImportRecord(
        DeviceKey device,
        String id,
        String fileName,
        Instant startedAt,
        State state,
        long positions,
        long imported,
        long added,
        long replaced,
        long fromMillis,
        long toMillis) {

    /** How far an import is. One that nobody works at any more broke off: it can be undone as it is. */
    public enum State {
        RUNNING,
        DONE,
        UNDOING,
        UNDONE
    }

    /** What an import did to positions; released are those that a phone sent too. */
    public enum Effect {
        ADDED,
        REPLACED,
        RELEASED
    }

    public ImportRecord with(State newState) {
        return new ImportRecord(
                device, id, fileName, startedAt, newState, positions, imported, added, replaced, fromMillis, toMillis);
    }

    /** What is left to tell where nothing may tell of the span; empty where all of the file lies in it. */
    public Optional<ImportRecord> without(ErasedSpan span) {
        long from = span.contains(fromMillis) ? span.toMillis() : fromMillis;
        long to = span.contains(toMillis) ? span.fromMillis() : toMillis;
        return from > to
                ? Optional.empty()
                : Optional.of(new ImportRecord(
                        device, id, fileName, startedAt, state, positions, imported, added, replaced, from, to));
    }

    /** So much further. */
    public ImportRecord plus(long moreImported, long moreAdded, long moreReplaced) {
        return new ImportRecord(
                device,
                id,
                fileName,
                startedAt,
                state,
                positions,
                imported + moreImported,
                added + moreAdded,
                replaced + moreReplaced,
                fromMillis,
                toMillis);
    }
}
