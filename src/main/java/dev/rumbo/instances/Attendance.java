package dev.rumbo.instances;

import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whether any instance works on a store, as it is seen from outside: one that stops says so, and one that says nothing new for a while is
 * gone. How long that is, is measured here, since the clocks of instances may be wrong.
 */
public final class Attendance {

    private final InstanceStore store;
    private final LongSupplier nanos;
    private final Map<RunningInstance, Long> heard = new HashMap<>();

    /** @param nanos the running time, {@link System#nanoTime} */
    public Attendance(InstanceStore store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
    }

    /** Asked again and again by one thread: who was never heard of before counts, whatever it said and when. */
    public boolean isAnybodyThere() {
        List<RunningInstance> listed = store.list();
        long now = nanos.getAsLong();
        heard.keySet().retainAll(listed);
        listed.forEach(said -> heard.putIfAbsent(said, now));
        return heard.values().stream().anyMatch(at -> now - at < Instances.SILENCE.toNanos());
    }
}
