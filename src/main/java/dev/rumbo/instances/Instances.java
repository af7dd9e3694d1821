package dev.rumbo.instances;

import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says to the other instances that this one runs, and knows which of them do. */
public final class Instances {

    /** A write that is paid for. */
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /** A read that costs a fifth of it. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);

    /** Several times without a word, and clocks that differ by some seconds. */
    static final Duration SILENCE = Duration.ofSeconds(45);

    private static final Logger LOG = Logger.getLogger(Instances.class);

    private final Clock clock;
    private final String worker;
    private final String version;
    private final Optional<Binding> binding;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "instances");
        thread.setDaemon(true);
        return thread;
    });
    private volatile List<RunningInstance> others = List.of();
    private volatile Supplier<String> report = () -> "";
    private volatile Consumer<List<RunningInstance>> listener = known -> {};
    private final Object saying = new Object();
    private Optional<RunningInstance.Reach> reach = Optional.empty();
    private volatile @Nullable RunningInstance self;
    private long saidNanos;

    /** @param binding empty where no other instance can share the store */
    public Instances(String worker, String version, Optional<Binding> binding, Clock clock) {
        this.worker = worker;
        this.version = version;
        this.binding = binding;
        this.clock = clock;
    }

    /** @param text what this instance says of itself to operators, as JSON; asked for each time that it says that it runs */
    public void reportBy(Supplier<String> text) {
        report = text;
    }

    public String version() {
        return version;
    }

    public String worker() {
        return worker;
    }

    public Optional<Binding> binding() {
        return binding;
    }

    /** @param told gets the others that run each time they were asked for, one call at a time; must return soon */
    public void onHeard(Consumer<List<RunningInstance>> told) {
        listener = told;
    }

    /**
     * Says, before it returns, that this instance works on the store, and from now on again and again.
     *
     * @throws StoreUnavailableException where that cannot be said
     */
    public void enter() {
        synchronized (saying) {
            Instant now = clock.instant();
            announce(new RunningInstance(worker, reach, version, "", now, now));
        }
    }

    /** Takes it back: this instance waits, and does not work. */
    public void leave() {
        synchronized (saying) {
            RunningInstance said = self;
            self = null;
            if (said != null) {
                binding.map(Binding::store).ifPresent(store -> store.remove(said));
            }
        }
    }

    /**
     * Begins to ask for the others, and to tell them where this instance is once it works. Called once.
     *
     * @param where empty where the others cannot reach it
     */
    public void start(Optional<RunningInstance.Reach> where) {
        synchronized (saying) {
            reach = where;
            saidNanos = System.nanoTime() - SAY_EVERY.toNanos();
        }
        binding.map(Binding::store).ifPresent(store -> {
            var unused =
                    timer.scheduleWithFixedDelay(() -> exchange(store), 0, ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** Asks for the others before it is due: one appeared or went. Returns at once. */
    public void hurry(Duration within) {
        try {
            binding.map(Binding::store).ifPresent(store -> {
                var unused = timer.schedule(() -> exchange(store), within.toMillis(), TimeUnit.MILLISECONDS);
            });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Who else runs is not asked any more");
        }
    }

    /** The others that said lately that they run, by worker. */
    public List<RunningInstance> others() {
        return others;
    }

    /** This one, while it works on the store. */
    public Optional<RunningInstance> self() {
        return Optional.ofNullable(self);
    }

    /** Says no more that this instance runs, and that it does not. */
    public void stop() {
        timer.shutdownNow();
        try {
            if (timer.awaitTermination(2, TimeUnit.SECONDS)) {
                leave();
            }
        } catch (StoreUnavailableException forgottenByItself) {
            LOG.debug("That this instance stops was not noted", forgottenByItself);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void exchange(InstanceStore store) {
        try {
            say();
            Instant since = clock.instant().minus(SILENCE);
            others = store.list().stream()
                    .filter(instance -> !instance.worker().equals(worker))
                    .filter(instance -> instance.heardAt().isAfter(since))
                    .toList();
            listener.accept(others);
        } catch (StoreUnavailableException later) {
            LOG.debugf("Which other instances run is not known: %s", later.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("Which other instances run could not be told", defect);
        }
    }

    private void say() {
        synchronized (saying) {
            RunningInstance said = self;
            if (said != null && System.nanoTime() - saidNanos >= SAY_EVERY.toNanos()) {
                announce(new RunningInstance(worker, reach, version, report.get(), said.startedAt(), clock.instant()));
            }
        }
    }

    private void announce(RunningInstance now) {
        binding.map(Binding::store).ifPresent(store -> store.announce(now));
        self = now;
        saidNanos = System.nanoTime();
    }
}
