package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.ErasedSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All positions that ever came, beside the store, where an installation keeps them.
 *
 * <p>Every method throws {@link java.io.UncheckedIOException} where the archive cannot be asked, or takes nothing.
 */
public interface PositionArchive {

    /** Of an installation that keeps no archive. */
    PositionArchive NONE = new PositionArchive() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public List<LocalDate> days(Instant from, Instant to) {
            return List.of();
        }

        @Override
        public void read(
                LocalDate day,
                Instant from,
                Instant to,
                Function<DeviceKey, List<Erasure>> erasures,
                Consumer<StreamRecord> sink) {}

        @Override
        public void forget(DeviceKey device, Runnable breathe) {}

        @Override
        public void forget(DeviceKey device, ErasedSpan span, Instant until, Runnable breathe) {}

        @Override
        public void keep(Map<DeviceKey, Instant> from, Runnable breathe) {}
    };

    boolean isKept();

    /** Why it is not written now; empty where all is well. Returns at once. */
    Optional<String> problem();

    /** The days of UTC of which it holds something that was recorded in the span, in order. */
    List<LocalDate> days(Instant from, Instant to);

    /**
     * Hands over what was recorded on a day and in the span, as records like the stream's, device by device; not what was deleted.
     *
     * @param to not included
     * @param erasures what was deleted of a device
     */
    void read(
            LocalDate day,
            Instant from,
            Instant to,
            Function<DeviceKey, List<Erasure>> erasures,
            Consumer<StreamRecord> sink);

    /**
     * Deletes all that it holds of a device, of which nothing is archived from then on. Harmless when repeated.
     *
     * @param breathe called between steps; what it throws ends the work, which can begin again
     */
    void forget(DeviceKey device, Runnable breathe);

    /**
     * Deletes what it holds of a time. Harmless when repeated.
     *
     * @param until what the stream took later is kept
     * @param breathe called between steps; what it throws ends the work, which can begin again
     */
    void forget(DeviceKey device, ErasedSpan span, Instant until, Runnable breathe);

    /**
     * Deletes what it holds of devices from before a time, of which nothing is archived from then on. Harmless when repeated.
     *
     * @param from by device, the first time that is kept; one that is earlier than it was before changes nothing
     * @param breathe called between steps; what it throws ends the work, which can begin again
     */
    void keep(Map<DeviceKey, Instant> from, Runnable breathe);
}
