package dev.rumbo.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance of the application that shares this store.
 *
 * @param worker its name, by which it holds leases of shards and of jobs
 * @param reach where other instances find it; empty where none can
 * @param report what it says of itself, as JSON
 * @param startedAt by its own clock
 * @param heardAt when it last said that it runs, by its own clock
 */
public record RunningInstance(
        String worker, Optional<Reach> reach, String version, String report, Instant startedAt, Instant heardAt) {

    /**
     * How to speak to it.
     *
     * @param key a secret of this run of the instance, which whoever connects has to show
     */
    public record Reach(String host, int port, String key) {

        /** Without the key: it may be logged. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
