package dev.rumbo.jobs;

import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.Retention;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Sets the sweep of each fleet going that does not keep all, once a day. The jobs themselves tell when the last was, so it is the same for
 * one instance and many, started anew or not; two that look at once make two, of which the second finds nothing to do.
 */
public final class DailySweeps {

    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    private final PrivacyStore privacy;
    private final OperationsStore jobs;
    private final Clock clock;
    private Instant nextLook = Instant.EPOCH;

    public DailySweeps(PrivacyStore privacy, OperationsStore jobs, Clock clock) {
        this.privacy = privacy;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Looks whether a sweep is due, now and then. */
    void look() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)) {
            return;
        }
        privacy.listRetaining().stream()
                .filter(fleetId -> isDue(fleetId, now))
                .forEach(fleetId -> jobs.add(Job.ofRetention(fleetId, now)));
        nextLook = now.plus(LOOK_EVERY);
    }

    private boolean isDue(String fleetId, Instant now) {
        Optional<Instant> from =
                privacy.findPolicy(fleetId).flatMap(FleetPolicy::retention).map(Retention::from);
        if (from.isEmpty() || now.isBefore(from.get())) {
            return false;
        }
        return jobs.listJobs(fleetId, Set.of(Job.Kind.RETENTION), 1, Optional.empty()).items().stream()
                .allMatch(last -> last.isFinished()
                        && (last.createdAt().isBefore(from.get())
                                || !last.createdAt().isAfter(now.minus(EVERY))));
    }
}
