package dev.rumbo.tracking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The rules of each fleet by version, and the detector that follows a version.
 *
 * <p>A version names a procedure as well as values. Where this Rumbo knows a newer procedure than the fleet's newest
 * version, it makes a version of its own, with the same values, and a job that brings every device to it. What follows
 * another procedure than this Rumbo's cannot be computed here, only replaced.
 */
public final class FleetRules {

    private static final Logger LOG = Logger.getLogger(FleetRules.class);

    private static final int PROCEDURE = TripRules.DEFAULT.version();
    private static final int FIRST_PROCEDURE = 1;
    private static final long MOST_REMEMBERED = 1_000;

    private final OperationsStore store;
    private final TrackStore tracks;
    private final Clock clock;

    /** Versions never change, so they are remembered for good. */
    private final LoadingCache<Version, Optional<TripDetector>> detectors;

    private record Version(String fleetId, int version) {}

    public FleetRules(OperationsStore store, TrackStore tracks, Clock clock) {
        this.store = store;
        this.tracks = tracks;
        this.clock = clock;
        this.detectors = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .build(wanted -> detector(find(wanted.fleetId(), wanted.version())));
    }

    /** The newest version of a fleet, read from the store. */
    public RulesChange newest(String fleetId) {
        while (true) {
            Optional<RulesChange> stored = store.findRules(fleetId);
            int procedure = stored.map(RulesChange::procedure).orElse(FIRST_PROCEDURE);
            if (procedure > PROCEDURE) {
                LOG.errorf(
                        "Fleet %s follows procedure %d, this Rumbo knows %d: it stores positions and leaves trips alone",
                        fleetId, procedure, PROCEDURE);
            }
            if (procedure >= PROCEDURE) {
                return stored.orElseGet(() -> first(fleetId));
            }
            adopt(fleetId, stored);
        }
    }

    /** The detector of a version; empty where only another Rumbo could follow it. */
    public Optional<TripDetector> detector(String fleetId, int version) {
        return detectors.get(new Version(fleetId, version));
    }

    /** The rules that a version stands for. */
    public static TripRules rules(RulesChange change) {
        return Thresholds.rules(change.values());
    }

    private RulesChange find(String fleetId, int version) {
        return store.findRules(fleetId, version)
                .or(() -> version == DeviceHead.FIRST_RULES ? Optional.of(first(fleetId)) : Optional.empty())
                .orElseThrow(() -> new IllegalStateException("rules " + version + " of a fleet are missing"));
    }

    private static Optional<TripDetector> detector(RulesChange change) {
        return change.procedure() == PROCEDURE ? Optional.of(new TripDetector(rules(change))) : Optional.empty();
    }

    private static RulesChange first(String fleetId) {
        return new RulesChange(fleetId, DeviceHead.FIRST_RULES, FIRST_PROCEDURE, Map.of(), Instant.EPOCH, "");
    }

    private void adopt(String fleetId, Optional<RulesChange> stored) {
        Instant now = clock.instant();
        boolean empty = stored.isEmpty()
                && tracks.listHeads(fleetId, 1, Optional.empty()).items().isEmpty();
        int version = empty
                ? DeviceHead.FIRST_RULES
                : stored.map(RulesChange::version).orElse(DeviceHead.FIRST_RULES) + 1;
        RulesChange adopted = new RulesChange(
                fleetId, version, PROCEDURE, stored.map(RulesChange::values).orElse(Map.of()), now, "");
        Optional<Job> job = empty ? Optional.empty() : Optional.of(Job.ofRules(adopted, now));
        if (store.add(adopted, job) && !empty) {
            LOG.infof("Fleet %s: trips follow a new procedure as rules %d and are recomputed", fleetId, version);
        }
    }
}
