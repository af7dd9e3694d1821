package dev.rumbo.store;

import static dev.rumbo.store.SampleTracks.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of rules and jobs must do. Each test starts with an empty store. */
public abstract class OperationsStoreContract {

    private static final Instant NOW = Instant.ofEpochMilli(1_760_000_000_000L);
    private static final Instant LATER = NOW.plusSeconds(30);
    private static final Set<Job.Kind> ALL = EnumSet.allOf(Job.Kind.class);

    private OperationsStore store;

    protected abstract OperationsStore open();

    /** The tracks beside it. */
    protected abstract TrackStore tracks();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void knowsNoRulesUntilTheyAreChanged() {
        assertThat(store.findRules("fleet")).isEmpty();
        assertThat(store.findRules("fleet", 1)).isEmpty();
        assertThat(store.listJobs("fleet", ALL, 10, Optional.empty()).items()).isEmpty();
        assertThat(store.claim("worker", NOW, LATER)).isEmpty();
    }

    @Test
    void rulesGrowByOneVersionAndKeepTheEarlierOnes() {
        RulesChange second = rules("fleet", 2, Map.of("dwellSeconds", 480.0, "stepMeters", 7.25));
        RulesChange third = rules("fleet", 3, Map.of());

        assertThat(store.add(third, Optional.empty()))
                .as("before its predecessor")
                .isFalse();
        assertThat(store.add(second, Optional.empty())).isTrue();
        assertThat(store.add(second, Optional.empty())).as("twice").isFalse();
        assertThat(store.add(third, Optional.empty())).isTrue();

        assertThat(store.findRules("fleet")).contains(third);
        assertThat(store.findRules("fleet", 2)).contains(second);
        assertThat(store.findRules("other")).isEmpty();
        assertThat(store.add(rules("other", 1, Map.of()), Optional.empty())).isTrue();
    }

    @Test
    void rulesAndTheirJobAreStoredTogetherOrNotAtAll() {
        Job job = job("fleet", "a", Job.Kind.RULES);

        assertThat(store.add(rules("fleet", 5, Map.of()), Optional.of(job))).isFalse();
        assertThat(store.findJob("fleet", "a")).isEmpty();

        assertThat(store.add(rules("fleet", 2, Map.of()), Optional.of(job))).isTrue();
        assertThat(store.findJob("fleet", "a")).contains(job);
    }

    @Test
    void aNewDeviceMustFollowTheNewestRules() {
        TrackStore tracks = tracks();
        tracks.apply(first("car-1", 1));
        store.add(rules("fleet", 2, Map.of()), Optional.empty());

        assertThatThrownBy(() -> tracks.apply(first("car-2", 1))).isInstanceOf(StaleDeviceException.class);
        assertThatThrownBy(() -> tracks.apply(first("car-2", 3))).isInstanceOf(StaleDeviceException.class);
        assertThat(tracks.findHead(new DeviceKey("fleet", "ana", "car-2"))).isEmpty();

        tracks.apply(first("car-2", 2));
        assertThat(tracks.listHeads("fleet", 10, Optional.empty()).items())
                .extracting(DeviceHead::rulesVersion)
                .containsExactly(1, 2);
    }

    @Test
    void jobsAreListedNewestFirstInPagesByKindAndFleet() {
        List<Job> jobs = List.of(
                job("fleet", "1", Job.Kind.REBUILD),
                job("fleet", "2", Job.Kind.REPLAY),
                job("fleet", "3", Job.Kind.RULES),
                job("fleet", "4", Job.Kind.REPLAY),
                job("fleet", "5", Job.Kind.REBUILD));
        jobs.forEach(store::add);
        store.add(job("other", "6", Job.Kind.REBUILD));

        Set<Job.Kind> rebuilds = EnumSet.of(Job.Kind.REBUILD, Job.Kind.RULES);
        List<Job> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Job> page = store.listJobs("fleet", rebuilds, 2, after);
            seen.addAll(page.items());
            after = page.next();
        } while (after.isPresent());

        assertThat(seen).containsExactly(jobs.get(4), jobs.get(2), jobs.get(0));
        assertThat(store.findJob("other", "1")).isEmpty();
        assertThat(store.findJob("fleet", "")).isEmpty();
    }

    @Test
    void aJobIsClaimedByOneWorkerOldestFirst() {
        store.add(job("fleet", "b", Job.Kind.REPLAY));
        store.add(job("other", "a", Job.Kind.REBUILD));

        assertThat(store.claim("one", NOW, LATER)).map(Job::id).contains("a");
        assertThat(store.claim("two", NOW, LATER)).map(Job::id).contains("b");
        assertThat(store.claim("three", NOW, LATER)).isEmpty();
    }

    @Test
    void aClaimLeavesOutTheJobsThatItIsToldTo() {
        store.add(job("fleet", "a", Job.Kind.CLOSING));
        store.add(job("fleet", "b", Job.Kind.CLOSING));
        store.add(job("other", "c", Job.Kind.REBUILD));

        assertThat(store.claim("one", Set.of("a", "b"), NOW, LATER))
                .map(Job::id)
                .contains("c");
        assertThat(store.claim("one", Set.of("a", "b", "c"), NOW, LATER)).isEmpty();
        assertThat(store.claim("two", Set.of("a", "unknown"), NOW, LATER))
                .map(Job::id)
                .contains("b");
        assertThat(store.claim("three", Set.of(), NOW, LATER)).map(Job::id).contains("a");
    }

    @Test
    void aWorkerThatDiedIsSucceededOnceItsLeaseEndsAndByItselfAtOnce() {
        store.add(job("fleet", "a", Job.Kind.REBUILD));
        Job begun = store.claim("one", NOW, LATER).orElseThrow().running(NOW);
        Job halfway = begun.at(new Job.Progress(7, 10, 5, 1, "car-7", Optional.of("device car-3 is damaged")));
        assertThat(store.update(halfway, "one", LATER)).isTrue();

        assertThat(store.claim("two", LATER, LATER)).as("the lease is alive").isEmpty();
        assertThat(store.claim("one", NOW, LATER)).as("restarted").contains(halfway);
        assertThat(store.claim("two", LATER.plusMillis(1), LATER.plusSeconds(30)))
                .as("succeeded")
                .contains(halfway);
        assertThat(store.update(halfway, "one", LATER)).as("lost").isFalse();
        assertThat(store.update(halfway, "two", LATER)).isTrue();
    }

    @Test
    void aFinishedJobIsKeptAndNeverClaimedAgain() {
        store.add(job("fleet", "a", Job.Kind.REPLAY));
        Job done = store.claim("one", NOW, LATER).orElseThrow().running(NOW).finished(LATER);
        assertThat(store.update(done, "one", LATER)).isTrue();

        assertThat(store.findJob("fleet", "a")).contains(done);
        assertThat(store.claim("one", LATER.plusSeconds(60), LATER.plusSeconds(90)))
                .isEmpty();
        assertThat(store.update(done, "one", LATER)).isFalse();
    }

    private static RulesChange rules(String fleet, int version, Map<String, Double> values) {
        return new RulesChange(fleet, version, 1, values, NOW, "ana");
    }

    private static Job job(String fleet, String id, Job.Kind kind) {
        return new Job(
                fleet,
                id,
                kind,
                kind == Job.Kind.REBUILD ? Optional.of("car") : Optional.empty(),
                kind == Job.Kind.REPLAY ? Optional.of(NOW.minusSeconds(3600)) : Optional.empty(),
                kind == Job.Kind.RULES ? 2 : 0,
                NOW,
                Job.State.WAITING,
                Optional.empty(),
                Optional.empty(),
                Job.Progress.NONE);
    }

    private static DeviceUpdate first(String device, int rulesVersion) {
        Track one = track(NOW.toEpochMilli(), 1, 1);
        DeviceHead head = new DeviceHead(
                new DeviceKey("fleet", "ana", device),
                1,
                one.get(0),
                one.get(0),
                rulesVersion,
                Optional.empty(),
                CorrectedSpan.NONE);
        return new DeviceUpdate(head, one, Set.of(), List.of(), Set.of(), List.of());
    }
}
