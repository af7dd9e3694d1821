package dev.rumbo.engine;

import dev.rumbo.instances.Attendance;
import dev.rumbo.moving.House;
import dev.rumbo.moving.Mover;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** {@code move --to aws} or {@code move --to embedded}: all that the other engine stores goes there, beside the running application. */
final class MoveCommand {

    static final String USE = "move --to aws|embedded [--stay]: moves all data there from the other engine";

    private static final Duration POLL = Duration.ofMillis(100);

    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final AwsEngineConfig aws;
    private final Path folder;
    private final OtherProducers producers;

    private MoveCommand(PrintStream out, SmallRyeConfig config) {
        this.out = out;
        aws = config.getConfigMapping(AwsEngineConfig.class);
        folder = Path.of(config.getOptionalValue("rumbo.data-dir", String.class).orElse("data"));
        producers = config.getOptionalValue("rumbo.other-producers", OtherProducers.class)
                .orElse(OtherProducers.REFUSED);
    }

    /** @param arguments those behind {@code move} */
    static boolean accepts(List<String> arguments) {
        return arguments.size() >= 2
                && arguments.get(0).equals("--to")
                && Set.of("aws", "embedded").contains(arguments.get(1))
                && (arguments.size() == 2
                        || arguments.subList(2, arguments.size()).equals(List.of("--stay")));
    }

    /** The exit code. */
    static int run(List<String> arguments, PrintStream out) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(AwsEngineConfig.class)
                .build();
        try {
            return new MoveCommand(out, config).run(arguments.get(1).equals("aws"), arguments.size() == 3) ? 0 : 1;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException failed) {
            out.println("Not done: " + failed.getMessage() + ". Run this again: it goes on.");
            failed.printStackTrace(System.err);
            return 1;
        }
    }

    private boolean run(boolean toAws, boolean stay) throws InterruptedException {
        try (SqliteStore store = SqliteStore.open(folder);
                AwsEngine engine = AwsEngine.open(aws, new SimpleMeterRegistry(), clock)) {
            House here = house(store);
            House there = house(engine);
            House from = toAws ? here : there;
            House to = toAws ? there : here;
            Attendance attendance =
                    new Attendance(engine.binding().orElseThrow().store(), System::nanoTime);
            BooleanSupplier inUse = toAws ? () -> SqliteLog.isInUse(folder) : attendance::isAnybodyThere;
            Runnable drain = toAws ? this::drainFolder : () -> drain(engine);
            Mover mover = new Mover(from, to, inUse, drain, out::println, clock);
            return stay ? mover.stay() : mover.move();
        }
    }

    private static House house(SqliteStore store) {
        return new House(
                store.moving(),
                store.accounts(),
                store.tracks(),
                store.operations(),
                store.places(),
                store.imports(),
                store.audit(),
                store.privacy(),
                store.invitations(),
                store.secondFactors(),
                store.shares(),
                store.views());
    }

    private static House house(Engine engine) {
        return new House(
                engine.moving(),
                engine.accounts(),
                engine.tracks(),
                engine.operations(),
                engine.places(),
                engine.imports(),
                engine.audit(),
                engine.privacy(),
                engine.invitations(),
                engine.secondFactors(),
                engine.shares(),
                engine.views());
    }

    private void drainFolder() {
        try (EmbeddedEngine engine = EmbeddedEngine.open(folder, clock)) {
            drain(engine);
        }
    }

    /** As the application does it, but that nobody looks on and nothing is posted. */
    private void drain(Engine engine) {
        engine.stream()
                .start(new TripTracker(
                        engine.tracks().forUpdates(),
                        engine.accounts(),
                        new UndoableImports(engine.imports()),
                        new FleetRules(engine.operations(), engine.tracks(), clock),
                        List.of(),
                        new TrackingMetrics(new SimpleMeterRegistry()),
                        engine.tripEnds(),
                        producers));
        try {
            while (!isDrained(engine)) {
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the stream was drained", stopped);
        } finally {
            engine.stream().stop();
        }
    }

    /** This process has every shard in which something may still be, and nothing of them waits. */
    private static boolean isDrained(Engine engine) {
        PositionStream stream = engine.stream();
        List<StreamStatus.Lease> open =
                stream.leases().stream().filter(lease -> !lease.ended()).toList();
        Set<String> held = open.stream()
                .filter(lease -> lease.holder().filter(engine.worker()::equals).isPresent())
                .map(StreamStatus.Lease::shardId)
                .collect(Collectors.toSet());
        List<StreamStatus.Shard> read = stream.status().shards();
        return !open.isEmpty()
                && held.size() == open.size()
                && read.stream()
                        .map(StreamStatus.Shard::id)
                        .collect(Collectors.toSet())
                        .containsAll(held)
                && read.stream().allMatch(shard -> shard.waitingRecords() == 0 && shard.behindMillis() == 0);
    }
}
