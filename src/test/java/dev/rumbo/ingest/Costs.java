package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What the dearest of many small inputs took. Allocated memory bounds what was held, and does not depend on the machine. */
public final class Costs {

    private static final Logger LOG = Logger.getLogger(Costs.class);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Far more than a sound input of a kilobyte takes, far less than the heap. */
    private static final long MOST_ALLOCATED_BYTES = 64L << 20;

    /** Asserted in the long run only, which is no test of {@code ./mvnw verify}; a machine that is busy may take a while. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int LONG_RUN = 500_000;

    private long inputs;
    private long mostBytes;
    private long mostNanos;

    /** Something that may fail in its own way. */
    public interface Input {
        void read() throws Exception;
    }

    public void of(Input input) throws Exception {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            input.read();
        } finally {
            inputs++;
            mostNanos = Math.max(mostNanos, System.nanoTime() - start);
            mostBytes = Math.max(mostBytes, THREADS.getCurrentThreadAllocatedBytes() - bytes);
        }
    }

    public void check(String what) {
        LOG.infof(
                "%d %s, seed %d: the dearest allocated %d KB, the slowest took %d ms",
                inputs,
                what,
                Mutator.SEED,
                mostBytes >> 10,
                Duration.ofNanos(mostNanos).toMillis());
        assertThat(mostBytes)
                .as("bytes that the dearest of the %s allocated", what)
                .isLessThan(MOST_ALLOCATED_BYTES);
        if (Mutator.COUNT >= LONG_RUN) {
            assertThat(Duration.ofNanos(mostNanos)).isLessThan(LONGEST);
        }
    }
}
