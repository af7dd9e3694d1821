package dev.rumbo.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * Posts what a fleet planned, at a pace, to one address. One run at a time; {@link #stop} may be called from any thread.
 */
public final class Simulator {

    private final URI server;
    private final List<SimulatedDevice> devices;
    private final int inFlight;
    private final Duration patience;
    private final Ledger ledger;
    private volatile boolean stopped;

    /**
     * @param server such as {@code http://localhost:8080}
     * @param devices one per device of the plan, in its order
     * @param inFlight most posts without an answer at a time
     * @param patience how long to wait for the last answers once all is sent or the run is stopped
     */
    public Simulator(URI server, List<SimulatedDevice> devices, int inFlight, Duration patience, Ledger ledger) {
        this.server = server;
        this.devices = List.copyOf(devices);
        this.inFlight = inFlight;
        this.patience = patience;
        this.ledger = ledger;
    }

    /**
     * Sends all posts and waits for their answers; what is not acknowledged is sent again until {@link #stop} and the
     * patience end it.
     *
     * @throws InterruptedException where the thread was interrupted, which ends the run at once
     */
    public SimulationReport run(Iterator<PlannedPost> posts, Pace pace) throws InterruptedException {
        Tally tally = new Tally();
        Poster poster = new Poster(server, devices, inFlight, ledger, tally);
        long start = System.nanoTime();
        try {
            while (!stopped && posts.hasNext()) {
                PlannedPost post = posts.next();
                long due = pace.await(post);
                if (!stopped) {
                    poster.post(post, due);
                }
            }
            boolean drained = poster.drain(patience);
            return tally.report(System.nanoTime() - start, drained ? 0 : poster.unacknowledged());
        } finally {
            poster.stop();
        }
    }

    /** Sends nothing new; {@link #run} returns once the answers are in, within the patience. */
    public void stop() {
        stopped = true;
    }
}
