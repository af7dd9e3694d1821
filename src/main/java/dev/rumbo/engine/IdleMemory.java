package dev.rumbo.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the collector give memory back to the machine once a burst of posts is over: left alone, it keeps whatever heap a burst
 * made it take, 700 MB after the demo's first day. G1 does so by itself where it is told to (JEP 346), others are asked to
 * collect. What the operator sets on the command line wins.
 */
@Singleton
class IdleMemory {

    private static final Logger LOG = Logger.getLogger(IdleMemory.class);

    private static final int IDLE_SECONDS = 10;

    /**
     * A collection after ten seconds without any, and a heap not much larger than what lives in it. In this order, for the
     * machine refuses a maximum below its minimum.
     */
    private static final List<Map.Entry<String, String>> OPTIONS =
            List.of(Map.entry("G1PeriodicGCInterval", "10000"), Map.entry("MinHeapFreeRatio", "10"));

    private static final String MOST_FREE = "MaxHeapFreeRatio";

    /** While there is work: with half of it, each list of a year's trips filled the old generation. */
    private static final String MOST_FREE_PERCENT = "40";

    private static final String MOST_FREE_PERCENT_AT_REST = "20";

    /** Less is not worth the stop. */
    private static final long WORTH_BYTES = 16L * 1024 * 1024;

    private final ScheduledExecutorService executor;
    private final @Nullable HotSpotDiagnosticMXBean machine =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    private boolean narrows;
    private long collections;
    private long leftBytes;

    IdleMemory(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void start(@Observes StartupEvent event) {
        OPTIONS.stream()
                .filter(option -> isOurs(option.getKey()))
                .forEach(option -> set(option.getKey(), option.getValue()));
        narrows = isOurs(MOST_FREE);
        if (narrows) {
            set(MOST_FREE, MOST_FREE_PERCENT);
        }
        if (!find("UseG1GC").map(VMOption::getValue).equals(Optional.of("true"))) {
            var unused = executor.scheduleWithFixedDelay(
                    this::collectWhenIdle, IDLE_SECONDS, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void collectWhenIdle() {
        long before = collections;
        collections = collections();
        if (collections == before && heapBytes() - leftBytes > WORTH_BYTES) {
            collect();
            collections = collections();
            leftBytes = heapBytes();
        }
    }

    private void collect() {
        if (narrows) {
            set(MOST_FREE, MOST_FREE_PERCENT_AT_REST);
        }
        System.gc();
        if (narrows) {
            set(MOST_FREE, MOST_FREE_PERCENT);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private boolean isOurs(String name) {
        return find(name)
                .map(option -> option.getOrigin() == VMOption.Origin.DEFAULT)
                .orElse(false);
    }

    private void set(String name, String value) {
        if (machine != null) {
            try {
                machine.setVMOption(name, value);
            } catch (IllegalArgumentException e) {
                LOG.infof("%s stays as it is: %s", name, e.getMessage());
            }
        }
    }

    private Optional<VMOption> find(String name) {
        try {
            return Optional.ofNullable(machine).map(known -> known.getVMOption(name));
        } catch (IllegalArgumentException e) {
            LOG.debugf("This Java machine has no %s", name);
            return Optional.empty();
        }
    }
}
