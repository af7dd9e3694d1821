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
    private static final List<Map.Entry<String, String>> OPTIONS = List.of(
            Map.entry("G1PeriodicGCInterval", "10000"),
            Map.entry("MinHeapFreeRatio", "10"),
            Map.entry("MaxHeapFreeRatio", "30"));

    /** Less is not worth the stop. */
    private static final long WORTH_BYTES = 16L * 1024 * 1024;

    private final ScheduledExecutorService executor;
    private long collections;
    private long leftBytes;

    IdleMemory(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void start(@Observes StartupEvent event) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        OPTIONS.forEach(option -> set(machine, option.getKey(), option.getValue()));
        if (!find(machine, "UseG1GC").map(VMOption::getValue).equals(Optional.of("true"))) {
            var unused = executor.scheduleWithFixedDelay(
                    this::collectWhenIdle, IDLE_SECONDS, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void collectWhenIdle() {
        long before = collections;
        collections = collections();
        if (collections == before && heapBytes() - leftBytes > WORTH_BYTES) {
            System.gc();
            collections = collections();
            leftBytes = heapBytes();
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

    private static void set(@Nullable HotSpotDiagnosticMXBean machine, String name, String value) {
        boolean ours = find(machine, name)
                .map(option -> option.getOrigin() == VMOption.Origin.DEFAULT)
                .orElse(false);
        if (machine != null && ours) {
            try {
                machine.setVMOption(name, value);
            } catch (IllegalArgumentException e) {
                LOG.infof("%s stays as it is: %s", name, e.getMessage());
            }
        }
    }

    private static Optional<VMOption> find(@Nullable HotSpotDiagnosticMXBean machine, String name) {
        try {
            return Optional.ofNullable(machine).map(known -> known.getVMOption(name));
        } catch (IllegalArgumentException e) {
            LOG.debugf("This Java machine has no %s", name);
            return Optional.empty();
        }
    }
}
