package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.ErasedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That the owner of a device had what was recorded of a time deleted. It stays as long as the device, so that nothing that was sent before
 * comes back by whatever still holds it.
 *
 * @param id unique within the device; sorts by creation
 * @param until what the stream took of the span up to then is not stored; empty while the deletion is at work, when nothing of the span
 *     is
 * @param positions that were removed so far
 */
public record Erasure(
        DeviceKey device, String id, ErasedSpan span, Instant requestedAt, Optional<Instant> until, long positions) {

    /** Of the clocks of stream and application, and longer than it takes to store that the deletion is done. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    public boolean isDone() {
        return until.isPresent();
    }

    /** Whether what the stream took then, and lies in the span, is not to be stored. */
    public boolean drops(Instant arrivedAt) {
        return until.isEmpty() || !arrivedAt.isAfter(until.get());
    }

    public Erasure removed(long more) {
        return new Erasure(device, id, span, requestedAt, until, positions + more);
    }

    public Erasure done(Instant now) {
        return new Erasure(device, id, span, requestedAt, Optional.of(now.plus(CLOCKS)), positions);
    }
}
