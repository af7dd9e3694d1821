package dev.rumbo.scaling;

import dev.rumbo.shards.ShardPolicy;
import dev.rumbo.shards.StreamMinute;
import dev.rumbo.store.ScalingStore;
import dev.rumbo.store.ScalingStore.Seen;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.ShardCount;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Notes each minute what this instance put into the stream. The one that has the lease adds up what all noted, and asks for the count that
 * {@link ShardPolicy} names.
 *
 * <p>An instance that dies leaves the lease to another within three minutes. That two count at once would need clocks that are minutes
 * apart; then the stream itself refuses the second change while the first is under way.
 */
public final class Scaler {

    private static final Logger LOG = Logger.getLogger(Scaler.class);

    private static final Duration REAL_MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES_SHOWN = 120;
    private static final int LEASE_MINUTES = 3;

    /** The least that a change takes; how long it took, whoever counts sees for itself. */
    private static final int MINUTES_OF_A_CHANGE = 1;

    /** What was refused is not asked for each minute: who changed the stream by hand, or what AWS allows in a day, takes longer. */
    private static final long FIRST_PAUSE_MINUTES = 5;

    private static final long LONGEST_PAUSE_MINUTES = 60;

    private final ScalingStore store;
    private final ShardCount shards;
    private final ShardPolicy policy;
    private final Duration minute;
    private final Supplier<Load> load;
    private final String worker;
    private final Clock clock;
    private Load before;
    private Instant since;

    /** In the minutes before, the count was seen on its way to another. */
    private Instant changing = Instant.MIN;

    private Instant notBefore = Instant.MIN;
    private long pauseMinutes = FIRST_PAUSE_MINUTES;

    /**
     * What this instance put into the stream since it started.
     *
     * @param lateMillis of now: age of the oldest record that it has not read
     */
    public record Load(long bytes, long records, long refused, long lateMillis) {}

    /** @param minute how long the policy's minute lasts: as long as one, unless a day is to be tried out within minutes */
    public Scaler(
            ScalingStore store,
            ShardCount shards,
            ShardPolicy policy,
            Duration minute,
            Supplier<Load> load,
            String worker,
            Clock clock) {
        this.store = store;
        this.shards = shards;
        this.policy = policy;
        this.minute = minute;
        this.load = load;
        this.worker = worker;
        this.clock = clock;
        before = load.get();
        since = clock.instant();
    }

    /** To be called once a minute. */
    public void tick() {
        Instant now = clock.instant();
        try {
            note(now);
            if (store.lead(worker, now, now.plus(minute.multipliedBy(LEASE_MINUTES)))) {
                steer(now);
            }
        } catch (StoreUnavailableException | StreamUnavailableException later) {
            LOG.warnf("Shards are not counted now: %s", later.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("Shards are not counted now", defect);
        }
    }

    private void note(Instant now) {
        Load total = load.get();
        // Where nothing could be noted for some minutes, the mean of them.
        double minutes = Math.max(1, (double) Duration.between(since, now).toMillis() / minute.toMillis());
        store.note(new Seen(
                minuteOf(since),
                worker,
                Math.round((total.bytes() - before.bytes()) / minutes),
                Math.round((total.records() - before.records()) / minutes),
                total.refused() - before.refused(),
                total.lateMillis()));
        before = total;
        since = now;
    }

    private void steer(Instant now) {
        OptionalInt open = shards.open();
        if (open.isEmpty()) {
            changing = now.plus(minute);
            return;
        }
        List<Instant> changes = store.changes(now.minus(minute.multipliedBy(ShardPolicy.DAY.toMinutes())));
        Instant from = now.minus(minute.multipliedBy(MINUTES_SHOWN));
        if (!changes.isEmpty()) {
            Instant last = changes.get(changes.size() - 1).plus(minute.multipliedBy(MINUTES_OF_A_CHANGE));
            from = last.isAfter(from) ? last : from;
        }
        from = changing.isAfter(from) ? changing : from;
        int target = policy.target(
                open.getAsInt(),
                minutes(store.seen(from)),
                changes.stream().map(this::told).toList(),
                told(now));
        if (target != open.getAsInt() && !now.isBefore(notBefore)) {
            ask(target, open.getAsInt(), now);
        }
    }

    private void ask(int target, int open, Instant now) {
        // Before it is asked for: a change whose answer is lost counts too.
        store.changed(now);
        Optional<String> refusal = shards.change(target);
        if (refusal.isEmpty()) {
            LOG.infof("The stream gets %d shards instead of %d", target, open);
            pauseMinutes = FIRST_PAUSE_MINUTES;
            return;
        }
        notBefore = now.plus(minute.multipliedBy(pauseMinutes));
        pauseMinutes = Math.min(2 * pauseMinutes, LONGEST_PAUSE_MINUTES);
        LOG.warnf("The stream keeps its %d shards and does not get %d: %s", open, target, refusal.get());
        store.unchanged(now);
    }

    /** What all instances saw in each minute. */
    private List<StreamMinute> minutes(List<Seen> seen) {
        Map<Instant, List<Seen>> byMinute =
                seen.stream().collect(Collectors.groupingBy(Seen::from, TreeMap::new, Collectors.toList()));
        double times = (double) REAL_MINUTE.toMillis() / minute.toMillis();
        List<StreamMinute> minutes = new ArrayList<>();
        byMinute.forEach((from, all) -> minutes.add(new StreamMinute(
                told(from),
                Math.round(times * all.stream().mapToLong(Seen::bytes).sum()),
                Math.round(times * all.stream().mapToLong(Seen::records).sum()),
                all.stream().mapToLong(Seen::refused).sum(),
                Duration.ofMillis(all.stream().mapToLong(Seen::lateMillis).max().orElse(0)))));
        return minutes;
    }

    private Instant minuteOf(Instant time) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), minute.toMillis()) * minute.toMillis());
    }

    /** In the policy's time, of which a minute is a minute. */
    private Instant told(Instant time) {
        return Instant.ofEpochMilli(
                Math.round((double) time.toEpochMilli() / minute.toMillis() * REAL_MINUTE.toMillis()));
    }
}
