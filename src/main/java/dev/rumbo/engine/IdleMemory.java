package dev.rumbo.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the collector give memory back to the machine once a burst of posts is over (JEP 346): left alone, G1 keeps whatever
 * heap a burst made it take, 700 MB after the demo's first day. What the operator sets on the command line wins.
 */
@Singleton
class IdleMemory {

    private static final Logger LOG = Logger.getLogger(IdleMemory.class);

    /** A collection after ten seconds without any, and a heap not much larger than what lives in it. */
    private static final Map<String, String> OPTIONS =
            Map.of("G1PeriodicGCInterval", "10000", "MinHeapFreeRatio", "10", "MaxHeapFreeRatio", "30");

    void start(@Observes StartupEvent event) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        OPTIONS.forEach((name, value) -> set(machine, name, value));
    }

    private static void set(@Nullable HotSpotDiagnosticMXBean machine, String name, String value) {
        try {
            if (machine != null && machine.getVMOption(name).getOrigin() == VMOption.Origin.DEFAULT) {
                machine.setVMOption(name, value);
            }
        } catch (IllegalArgumentException e) {
            LOG.debugf("This Java machine has no %s", name);
        }
    }
}
