package dev.rumbo.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.HeadlessChromium;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** What operators see of two instances on one stream while something is going on, with pictures of {@code /ops}. */
@Tag("faults")
@ExtendWith(Emulators.class)
class OperatorsViewIT {

    private static final Logger LOG = Logger.getLogger(OperatorsViewIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WARM_UP_SECONDS = 10;
    private static final int DRIVEN_SECONDS = 30;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final Map<String, String> environment =
            new HashMap<>(AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()));

    OperatorsViewIT() {
        environment.put("RUMBO_AWS_SHARDS", "2");
    }

    @Test
    void aReshardIsSeenWithItsShardsTheirHoldersParentsAndChildren() throws Exception {
        try (RunningApplication first = launch("rumbo-1");
                RunningApplication second = launch("rumbo-2");
                AwsClients clients = Emulators.clients();
                HeadlessChromium chromium = new HeadlessChromium();
                Cars cars = new Cars(first, Seed.of(OperatorsViewIT.class))) {
            cars.postAlsoTo(second);
            cars.start();
            cars.awaitAcknowledged(20);
            TwoInstancesIT.awaitConsumed(2, first, second);
            Page page = logIn(chromium, first);

            clients.kinesis()
                    .updateShardCount(request -> request.streamName(environment.get("RUMBO_AWS_STREAM"))
                            .targetShardCount(3)
                            .scalingType(ScalingType.UNIFORM_SCALING))
                    .join();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> shards(first, cars).stream()
                            .anyMatch(shard -> !shard.get("children").isEmpty()));
            look(page, first);
            Set<String> shown = new TreeSet<>(rows(page, "shard"));
            picture(page, "ops-reshard");

            TwoInstancesIT.awaitConsumed(3, first, second);
            await().atMost(PATIENCE).untilAsserted(() -> assertAsTheyAre(clients, first, second, cars));
            shards(first, cars).forEach(shard -> shown.add(shard.get("id").asText()));
            assertThat(shown).hasSizeGreaterThan(3);
            cars.finish();
            cars.assertUndisturbed(second);
            LOG.infof("shards 2 to 3, %d were seen; %s", shown.size(), cars);
        }
    }

    @Test
    void aBacklogIsSeenInRecordsAndMillisecondsUntilItIsWorkedOff() throws Exception {
        try (FaultProxy dynamoDb = new FaultProxy(Emulators.dynamoDb(), Seed.of(OperatorsViewIT.class))) {
            environment.put("RUMBO_AWS_ENDPOINT_DYNAMODB", dynamoDb.uri().toString());
            try (RunningApplication first = launch("rumbo-1");
                    RunningApplication second = launch("rumbo-2");
                    HeadlessChromium chromium = new HeadlessChromium();
                    Cars cars = new Cars(first, Seed.of(OperatorsViewIT.class))) {
                cars.postAlsoTo(second);
                cars.start();
                cars.awaitAcknowledged(20);
                TwoInstancesIT.awaitConsumed(2, first, second);
                Page page = logIn(chromium, first);

                // No change of a device can be stored; leases and what instances say of themselves can.
                dynamoDb.refuseOf("-tracks\"", "PutItem", "TransactWriteItems");
                await().atMost(PATIENCE)
                        .until(() -> shards(first, cars).stream()
                                .anyMatch(shard -> shard.path("waitingRecords").asLong() > 0
                                        && shard.path("behindMillis").asLong() > 20_000));
                look(page, first);
                assertThat(page.locator("tr[data-shard]:has(.is-behind)").first())
                        .isVisible();
                picture(page, "ops-backlog");
                LOG.infof("in the backlog: %s", shards(first, cars));

                dynamoDb.heal();
                cars.finish();
                cars.assertUndisturbed(second);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    List<JsonNode> seen = shards(first, cars);
                    assertThat(seen).hasSize(2);
                    assertThat(seen)
                            .allMatch(shard -> shard.path("waitingRecords").asLong(-1) == 0
                                    && shard.path("behindMillis").asLong(-1) < 2_000);
                });
                LOG.infof("worked off; %s", cars);
            }
        }
    }

    @Test
    void aDeviceThatSendsAHundredTimesTheOthersHoldsThemUpByLittleAndIsNamed() throws Exception {
        try (RunningApplication first = launch("rumbo-1");
                RunningApplication second = launch("rumbo-2");
                HeadlessChromium chromium = new HeadlessChromium();
                SkewedFleet fleet = new SkewedFleet(first, second)) {
            TwoInstancesIT.awaitConsumed(2, first, second);
            Page page = logIn(chromium, first);
            fleet.drive(WARM_UP_SECONDS);
            SkewedFleet.Delays calm = fleet.drive(DRIVEN_SECONDS);
            fleet.heat();
            SkewedFleet.Delays heated = fleet.drive(DRIVEN_SECONDS);
            LOG.infof(
                    "without the hot device %s; beside it (%d positions in %d s or more) %s",
                    calm, fleet.hotPositions(), DRIVEN_SECONDS, heated);

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(hotDevices(first, fleet.user())).containsExactly(fleet.hotId()));
            look(page, first);
            assertThat(page.locator("tr[data-busy='" + fleet.hotId() + "'] .ops__bad"))
                    .isVisible();
            assertThat(page.locator("tr[data-busy] .ops__bad")).hasCount(1);
        }
    }

    private static List<String> hotDevices(RunningApplication application, String user)
            throws IOException, InterruptedException {
        List<String> hot = new ArrayList<>();
        for (JsonNode device : application.get("/api/v1/operations", user).get("busyDevices")) {
            if (device.get("hot").asBoolean()) {
                hot.add(device.get("deviceId").asText());
            }
        }
        return hot;
    }

    /** Every shard that the stream still delivers is read by the one who says so, and has the stream's own parents. */
    private void assertAsTheyAre(AwsClients clients, RunningApplication first, RunningApplication second, Cars cars)
            throws Exception {
        Map<String, JsonNode> seen = new HashMap<>();
        shards(first, cars).forEach(shard -> seen.put(shard.get("id").asText(), shard));
        Map<String, RunningApplication> workers = Map.of("rumbo-1", first, "rumbo-2", second);
        int open = 0;
        for (Shard shard : streamed(clients)) {
            JsonNode shown = seen.get(shard.shardId());
            if (shard.sequenceNumberRange().endingSequenceNumber() == null) {
                open++;
                assertThat(shown).as(shard.shardId()).isNotNull();
                assertThat(shown.get("ended").asBoolean()).isFalse();
                assertThat(shown.get("awaitsParents").asBoolean()).isFalse();
                String holder = shown.path("holder").asText();
                assertThat(workers).containsKey(holder);
                assertThat(workers.get(holder).readiness().findPath("data").has("behindMillis " + shard.shardId()))
                        .isTrue();
            }
            if (shown != null) {
                List<String> parents = Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                        .filter(parent -> parent != null)
                        .sorted()
                        .toList();
                assertThat(texts(shown.get("parents"))).isEqualTo(parents);
                for (String parent : parents) {
                    if (seen.containsKey(parent)) {
                        assertThat(texts(seen.get(parent).get("children"))).contains(shard.shardId());
                    }
                }
            }
        }
        assertThat(open).isEqualTo(3);
    }

    private List<Shard> streamed(AwsClients clients) {
        return clients.kinesis()
                .listShards(request -> request.streamName(environment.get("RUMBO_AWS_STREAM")))
                .join()
                .shards();
    }

    private static List<JsonNode> shards(RunningApplication application, Cars cars)
            throws IOException, InterruptedException {
        List<JsonNode> shards = new ArrayList<>();
        application.get("/api/v1/operations", cars.user()).get("shards").forEach(shards::add);
        return shards;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private RunningApplication launch(String worker) throws IOException {
        Map<String, String> named = new HashMap<>(environment);
        named.put("RUMBO_AWS_WORKER", worker);
        return new RunningApplication(Path.of("target", "OperatorsViewIT-" + worker + ".log"), named);
    }

    private static Page logIn(HeadlessChromium chromium, RunningApplication application) {
        Page page = chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT));
        page.navigate(address(application, "/login").toString());
        page.locator("input[name=email]").fill(RunningApplication.EMAIL);
        page.locator("input[name=password]").fill(RunningApplication.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/days/"));
        return page;
    }

    private static void look(Page page, RunningApplication application) {
        page.navigate(address(application, "/ops").toString());
        assertThat(page.locator("tr[data-instance]")).hasCount(2);
    }

    private static List<String> rows(Page page, String kind) {
        return page.locator("tr[data-" + kind + "]").all().stream()
                .map(row -> row.getAttribute("data-" + kind))
                .toList();
    }

    private static URI address(RunningApplication application, String path) {
        return URI.create("http://127.0.0.1:" + application.port() + path);
    }

    private static void picture(Page page, String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target"));
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
        page.setViewportSize(390, 844);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + "-390.png"))
                .setFullPage(true));
        page.setViewportSize(WIDTH, HEIGHT);
    }
}
