package dev.rumbo.faults;

import org.jboss.logging.Logger;

/** What the random moments and faults of a run are drawn from: {@code -Dfaults.seed=}, told in its output. */
final class Seed {

    private static final Logger LOG = Logger.getLogger(Seed.class);
    private static final long DEFAULT = 20_261_125;

    private Seed() {}

    static long of(Class<?> test) {
        long seed = Long.getLong("faults.seed", DEFAULT);
        LOG.infof("%s: faults.seed=%d", test.getSimpleName(), seed);
        return seed;
    }
}
