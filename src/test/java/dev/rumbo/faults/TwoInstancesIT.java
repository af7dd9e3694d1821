package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisStream;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/** Several instances on one stream of two shards and one store: phones post to whichever answers. */
@Tag("faults")
@ExtendWith(Emulators.class)
class TwoInstancesIT {

    private static final Logger LOG = Logger.getLogger(TwoInstancesIT.class);
    private static final int KILLS = 1 + Integer.getInteger("faults.blows", 3) / 3;
    private static final List<Integer> RESHARDS = List.of(4, 8, 4, 3);

    private final Map<String, String> environment =
            new HashMap<>(AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()));
    private final Random random = new Random(Seed.of(TwoInstancesIT.class));

    TwoInstancesIT() {
        environment.put("RUMBO_AWS_SHARDS", "2");
    }

    @Test
    void nothingIsLostOrDoubledWhileInstancesAreKilledInTheMiddleAndAdded() throws Exception {
        try (RunningApplication first = launch("killed-1");
                RunningApplication second = launch("killed-2");
                Cars cars = new Cars(first, random.nextLong())) {
            cars.postAlsoTo(second);
            cars.start();
            cars.awaitAcknowledged(10);
            first.kill();
            cars.awaitAcknowledged(10);
            try (RunningApplication third = launch("killed-3")) {
                cars.postAlsoTo(third);
                cars.awaitAcknowledged(10);
                first.restart();
                List<RunningApplication> all = List.of(first, second, third);
                for (int kill = 0; kill < KILLS; kill++) {
                    RunningApplication victim = all.get(random.nextInt(all.size()));
                    cars.awaitAcknowledged(5 + random.nextInt(30));
                    victim.kill();
                    cars.awaitAcknowledged(random.nextInt(30));
                    victim.restart();
                }
                cars.finish();
                for (RunningApplication any : all) {
                    cars.assertUndisturbed(any);
                }
            }
            LOG.infof("%d kills of three instances; %s", KILLS + 1, cars);
        }
    }

    /** And each phone's posts lie in the stream in the order in which they were acknowledged, from shard to shard. */
    @Test
    void nothingIsLostOrDoubledAndTheOrderIsKeptWhileTheStreamIsResharded() throws Exception {
        Instant start = Instant.now().minusSeconds(5);
        try (RunningApplication first = launch("reshard-1");
                RunningApplication second = launch("reshard-2");
                AwsClients clients = Emulators.clients();
                Cars cars = new Cars(first, random.nextLong())) {
            cars.postAlsoTo(second);
            cars.start();
            cars.awaitAcknowledged(20);
            for (int shards : RESHARDS) {
                reshard(clients, shards);
                cars.awaitAcknowledged(60);
                awaitConsumed(shards, first, second);
            }
            cars.finish();
            cars.assertUndisturbed(first);
            cars.assertUndisturbed(second);
            Map<String, List<String>> streamed = streamed(clients, start);
            for (Map.Entry<String, List<String>> posts : cars.posts().entrySet()) {
                assertThat(withoutRepeats(streamed.getOrDefault(posts.getKey(), List.of())))
                        .isEqualTo(withoutRepeats(posts.getValue()));
            }
            LOG.infof("shards 2 to %s; %s", RESHARDS, cars);
        }
    }

    private RunningApplication launch(String name) throws IOException {
        return new RunningApplication(Path.of("target", "TwoInstancesIT-" + name + ".log"), environment);
    }

    private void reshard(AwsClients clients, int shards) {
        clients.kinesis()
                .updateShardCount(request -> request.streamName(environment.get("RUMBO_AWS_STREAM"))
                        .targetShardCount(shards)
                        .scalingType(ScalingType.UNIFORM_SCALING))
                .join();
    }

    /** Each open shard is held by one of the two, and no other shard is. */
    static void awaitConsumed(int shards, RunningApplication... applications) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    List<String> held = new ArrayList<>();
                    for (RunningApplication application : applications) {
                        application.readiness().findPath("data").fieldNames().forEachRemaining(name -> {
                            if (name.startsWith("behindMillis ")) {
                                held.add(name);
                            }
                        });
                    }
                    assertThat(held).doesNotHaveDuplicates().hasSize(shards);
                });
    }

    /** What the stream holds of each device, parents before their children. */
    private Map<String, List<String>> streamed(AwsClients clients, Instant since) {
        Map<String, List<String>> posts = new HashMap<>();
        KinesisConfig config = KinesisConfig.of(
                environment.get("RUMBO_AWS_STREAM"), "reader", false, 1, Duration.ZERO, 1 << 20, Duration.ofSeconds(2));
        KinesisStream stream = KinesisStream.open(clients, config, Clock.systemUTC());
        stream.replay(since, record -> {
            PositionPost post = PostCodec.decode(record.data());
            posts.computeIfAbsent(post.device().deviceId(), device -> new ArrayList<>())
                    .add(Cars.describe(
                            post.positions().get(0).time(), post.positions().size()));
        });
        stream.stop();
        return posts;
    }

    /** A post that was answered with 503 may be in the stream, and comes again at once. */
    private static List<String> withoutRepeats(List<String> posts) {
        List<String> kept = new ArrayList<>();
        for (String post : posts) {
            if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(post)) {
                kept.add(post);
            }
        }
        return kept;
    }
}
