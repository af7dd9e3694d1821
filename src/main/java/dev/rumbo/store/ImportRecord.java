package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import java.time.Instant;

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
