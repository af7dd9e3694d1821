package dev.rumbo.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.shards.ShardPolicy;
import dev.rumbo.store.ScalingStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.dynamodb.DynamoScalingStore;
import dev.rumbo.stream.ShardCount;
import dev.rumbo.stream.kinesis.KinesisShardCount;
import dev.rumbo.testsupport.Emulators;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two instances on a real stream and store; the minutes pass as the test says. */
@ExtendWith(Emulators.class)
class ScalerIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AwsClients clients = Emulators.clients();
    private final String name = "scaled-" + UUID.randomUUID();
    private final ScalingStore store = DynamoScalingStore.open(clients.dynamoDb(), name, true);
    private final ShardCount shards = new KinesisShardCount(clients.kinesis(), name);
    private final Minutes clock = new Minutes();

    private final List<Instance> instances = new ArrayList<>();
    private long refusedPerMinute;

    /** A clock that stands still until a test moves it. */
    private static final class Minutes extends Clock {
        private Instant now = Instant.parse("2026-03-11T08:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class Instance {
        private long records;
        private long refused;
        private long perMinute;
        private boolean alive = true;
        private final Scaler scaler;

        private Instance(String worker) {
            this(worker, store, shards);
        }

        private Instance(String worker, ScalingStore store, ShardCount shards) {
            scaler = new Scaler(
                    store,
                    shards,
                    ShardPolicy.between(1, 8),
                    MINUTE,
                    () -> new Scaler.Load(records * 100, records, refused, 0),
                    worker,
                    clock);
        }

        private void tick() {
            records += perMinute;
            refused += refusedPerMinute;
            if (alive) {
                scaler.tick();
            }
        }
    }

    @BeforeEach
    void start() {
        clients.kinesis()
                .createStream(request -> request.streamName(name).shardCount(1))
                .join();
        awaitShards(1);
        instances.add(new Instance("a"));
        instances.add(new Instance("b"));
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void growsByWhatAllPutTogetherAndShrinksAnHourAfterItIsCalm() {
        pass(10, 15_000);
        awaitShards(1);
        // Alone neither fills a shard to three fifths; who counts sees the other's minute in the next.
        pass(2, 30_000);
        awaitShards(2);
        assertThat(store.changes(Instant.EPOCH)).hasSize(1);
        pass(5, 30_000);
        awaitShards(2);
        pass(5, 60_000);
        awaitShards(4);
        pass(50, 1_000);
        awaitShards(4);
        pass(30, 1_000);
        awaitShards(2);
        pass(80, 1_000);
        awaitShards(1);
        assertThat(store.changes(Instant.EPOCH)).hasSize(4);
    }

    @Test
    void anotherCountsWhereTheOneDied() {
        pass(2, 1_000);
        instances.get(0).alive = false;
        instances.get(1).perMinute = 60_000;
        for (int minute = 0; minute < 5; minute++) {
            clock.now = clock.now.plus(MINUTE);
            instances.get(1).tick();
        }
        awaitShards(2);
        assertThat(store.changes(Instant.EPOCH)).hasSize(1);
    }

    /** The minutes in which nothing could be noted are not one minute of all their load. */
    @Test
    void whatCameWhileTheStoreWasAwayIsNoRush() {
        AtomicBoolean away = new AtomicBoolean();
        ScalingStore leaving = (ScalingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScalingStore.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new StoreUnavailableException("away", null);
                    }
                    return method.invoke(store, arguments);
                });
        instances.clear();
        instances.add(new Instance("a", leaving, shards));
        pass(5, 20_000);
        away.set(true);
        pass(10, 20_000);
        away.set(false);
        pass(5, 20_000);
        awaitShards(1);
        assertThat(store.changes(Instant.EPOCH)).isEmpty();
    }

    /** Many shards take many minutes, in which the few that there were refuse what the many will take. */
    @Test
    void whatWasRefusedWhileTheCountChangedIsNoReasonToChangeItAgain() {
        int[] minutesLeft = new int[1];
        ShardCount slow = new ShardCount() {
            @Override
            public OptionalInt open() {
                return minutesLeft[0]-- > 0 ? OptionalInt.empty() : shards.open();
            }

            @Override
            public Optional<String> change(int count) {
                minutesLeft[0] = 8;
                return shards.change(count);
            }
        };
        instances.clear();
        instances.add(new Instance("a", store, slow));
        refusedPerMinute = 100;
        pass(9, 60_000);
        refusedPerMinute = 0;
        pass(20, 60_000);
        awaitShards(2);
        assertThat(store.changes(Instant.EPOCH)).hasSize(1);
    }

    /** Neither the changes of a day nor the time that a count is kept go by what was not changed. */
    @Test
    void whatIsRefusedCountsAsNoChangeAndIsNotAskedForEachMinute() {
        ShardCount elsewhere = new KinesisShardCount(clients.kinesis(), "not-" + name);
        AtomicBoolean allowed = new AtomicBoolean();
        List<Optional<String>> answers = new ArrayList<>();
        ShardCount limited = new ShardCount() {
            @Override
            public OptionalInt open() {
                return shards.open();
            }

            @Override
            public Optional<String> change(int count) {
                answers.add((allowed.get() ? shards : elsewhere).change(count));
                return answers.get(answers.size() - 1);
            }
        };
        instances.clear();
        instances.add(new Instance("a", store, limited));
        pass(120, 60_000);
        // Then after 5, 10, 20 and 40 minutes.
        assertThat(answers).hasSize(5).allMatch(Optional::isPresent);
        assertThat(answers.get(0).orElseThrow()).startsWith("ResourceNotFoundException");
        assertThat(store.changes(Instant.EPOCH)).isEmpty();

        allowed.set(true);
        pass(60, 60_000);
        awaitShards(2);
        assertThat(store.changes(Instant.EPOCH)).hasSize(1);
    }

    private void pass(int minutes, long perMinute) {
        for (int minute = 0; minute < minutes; minute++) {
            clock.now = clock.now.plus(MINUTE);
            for (Instance instance : instances) {
                instance.perMinute = perMinute;
                instance.tick();
            }
            awaitActive();
        }
    }

    private void awaitActive() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> shards.open().isPresent());
    }

    private void awaitShards(int count) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(shards.open()).hasValue(count));
    }
}
