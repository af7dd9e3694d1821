package dev.rumbo.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What an operator set going: the rules of each fleet by version, and jobs in the background.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface OperationsStore {

    /** The newest version; empty where the fleet's rules were never changed. */
    Optional<RulesChange> findRules(String fleetId);

    Optional<RulesChange> findRules(String fleetId, int version);

    /**
     * Stores a version and the job that it leads to, both or neither. From then on no device's first head is taken that
     * follows another version.
     *
     * @return false, and nothing done, where the version is not one above the newest; where none is stored, 1 and 2 are taken
     */
    boolean add(RulesChange change, Optional<Job> job);

    void add(Job job);

    Optional<Job> findJob(String fleetId, String id);

    /** Newest first. */
    Page<Job> listJobs(String fleetId, Set<Job.Kind> kinds, int limit, Optional<String> after);

    /**
     * Takes the oldest unfinished job that nobody works at: none took it, who did has not been heard of until its lease
     * ended, or it was this worker itself before it died.
     *
     * <p>The lease keeps two workers from doing the same work. That they never do it at once is not promised, since it
     * rests on clocks; the work itself has to be harmless when done twice.
     *
     * @param except ids of jobs that are not taken
     * @param until end of the lease
     */
    Optional<Job> claim(String worker, Set<String> except, Instant now, Instant until);

    /** Takes the oldest of all. */
    default Optional<Job> claim(String worker, Instant now, Instant until) {
        return claim(worker, Set.of(), now, until);
    }

    /**
     * Stores how far a claimed job is, and prolongs the lease; a finished job is released.
     *
     * @return false, and nothing done, where another worker took it over
     */
    boolean update(Job job, String worker, Instant until);
}
