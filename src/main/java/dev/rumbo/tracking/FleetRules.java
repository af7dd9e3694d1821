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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final LoadingCache<Version, Optional<TripRules>> remembered;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    private record Version(String fleetId, int version) {}

    public FleetRules(OperationsStore store, TrackStore tracks, Clock clock) {
        this.store = store;
        this.tracks = tracks;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .build(wanted -> Optional.of(change(wanted.fleetId(), wanted.version()))
                        .filter(change -> change.procedure() == PROCEDURE)
                        .map(FleetRules::rules));
    }

    /** The newest version of a fleet, read from the store. */
    public RulesChange newest(String fleetId) {
        while (true) {
            Optional<RulesChange> stored = store.findRules(fleetId);
            int procedure = stored.map(RulesChange::procedure).orElse(FIRST_PROCEDURE);
            if (procedure > PROCEDURE && warned.add(fleetId)) {
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

    /**
     * The rules that a version stands for; empty where they belong to another procedure than this Rumbo's. Where that is an
     * older one, the recomputation of the fleet is set going, unless it is already.
     */
    public Optional<TripRules> find(String fleetId, int version) {
        Optional<TripRules> found = remembered.get(new Version(fleetId, version));
        if (found.isEmpty()) {
            newest(fleetId);
        }
        return found;
    }

    /** The detector that follows a version; empty as {@link #find} is. */
    Optional<TripDetector> detector(String fleetId, int version) {
        return find(fleetId, version).map(TripDetector::new);
    }

    /** The rules that a version of this Rumbo's procedure stands for. */
    public static TripRules rules(RulesChange change) {
        return Thresholds.rules(change.values());
    }

    private RulesChange change(String fleetId, int version) {
        return store.findRules(fleetId, version)
                .or(() -> version == DeviceHead.FIRST_RULES ? Optional.of(first(fleetId)) : Optional.empty())
                .orElseThrow(() -> new IllegalStateException("rules " + version + " of a fleet are missing"));
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
                fleetId,
                version,
                PROCEDURE,
                stored.map(RulesChange::values).orElse(Map.of()),
                empty ? Instant.EPOCH : now,
                "");
        Optional<Job> job = empty ? Optional.empty() : Optional.of(Job.ofRules(adopted, now));
        if (store.add(adopted, job) && !empty) {
            LOG.infof("Fleet %s: trips follow a new procedure as rules %d and are recomputed", fleetId, version);
        }
    }
}
