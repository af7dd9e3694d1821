package dev.rumbo.tracking;

import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** Counts what the consumer did. */
public final class TrackingMetrics {

    private final Counter stored;
    private final Counter setAside;
    private final Counter notShown;
    private final Timer store;

    public TrackingMetrics(MeterRegistry registry) {
        stored = Counter.builder("rumbo.tracking.positions")
                .description("Positions taken from the stream and stored, repeated ones included")
                .register(registry);
        setAside = Counter.builder("rumbo.tracking.records.set.aside")
                .description("Records that could not be read and were set aside")
                .register(registry);
        notShown = Counter.builder("rumbo.tracking.records.not.shown")
                .description("Records that live viewers did not hear of because they could not be read at once")
                .register(registry);
        store = Timer.builder("rumbo.tracking.store")
                .description("From a batch in hand until the store has it")
                .register(registry);
    }

    void stored(Collection<Track> tracks, int setAsideRecords, long tookNanos) {
        tracks.forEach(track -> stored.increment(track.size()));
        setAside.increment(setAsideRecords);
        store.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    void notShown() {
        notShown.increment();
    }
}
