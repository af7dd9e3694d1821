package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Phones that post {@link Drive} while something is broken: in order, each post until it is acknowledged, now and then
 * something from before once more. They note what was acknowledged, and go on with old positions while none are left.
 */
final class Cars implements AutoCloseable {

    private static final int CARS = 3;
    private static final int MOST_POSITIONS = 80;
    private static final int REPEATS_ONE_IN = 7;
    private static final long LONGEST_PAUSE_MILLIS = 80;

    private final List<RunningApplication> applications = new CopyOnWriteArrayList<>();
    private final List<Car> cars = new ArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile boolean disturbed = true;
    private volatile boolean parked;
    private volatile boolean closed;
    private String user;

    Cars(RunningApplication application, long seed) throws IOException, InterruptedException {
        applications.add(application);
        user = "Bearer " + application.accessToken();
        for (int i = 0; i < CARS; i++) {
            cars.add(new Car(
                    application.post("/api/v1/devices", user, "{\"name\":\"car " + i + "\"}"), new Random(seed + i)));
        }
    }

    void start() {
        cars.forEach(Thread::start);
    }

    /** From now on the cars post to this instance too. */
    void postAlsoTo(RunningApplication another) {
        applications.add(another);
    }

    /** Nobody posts until {@link #resume}; a post that is under way is not taken back. */
    void pause() {
        parked = true;
    }

    void resume() {
        parked = false;
    }

    /** Posts that were acknowledged up to now. */
    int acknowledged() {
        return acknowledged.get();
    }

    /** Posts that were answered with 503 up to now. */
    int refused() {
        return refused.get();
    }

    void awaitAcknowledged(int more) {
        int wanted = acknowledged.get() + more;
        await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.get() >= wanted || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
    }

    /** For each car what was acknowledged up to now, by index in the drive. */
    List<BitSet> ledger() {
        return cars.stream().map(Car::acknowledgedPositions).toList();
    }

    /** The posts of each device in the order in which they were acknowledged. */
    Map<String, List<String>> posts() {
        return cars.stream()
                .collect(Collectors.toMap(car -> car.device.get("id").asText(), car -> List.copyOf(car.posted)));
    }

    /** A post by its first position and how many it has. */
    static String describe(Instant first, int positions) {
        return first + " and " + (positions - 1) + " more";
    }

    List<String> deviceIds() {
        return cars.stream().map(car -> car.device.get("id").asText()).toList();
    }

    String user() {
        return user;
    }

    /** Nothing is broken any more: the cars post what they have left, without pauses. */
    void finish() throws InterruptedException {
        disturbed = false;
        for (Car car : cars) {
            car.join(TimeUnit.MINUTES.toMillis(3));
            assertThat(car.isAlive()).as("a car still posts").isFalse();
        }
        assertThat(wrong).as("answers other than 202, 429 and 503").isEmpty();
        cars.forEach(
                car -> assertThat(car.acknowledgedPositions().cardinality()).isEqualTo(Drive.POSITIONS.size()));
    }

    /** Every car's positions, trips and totals are, to the byte, those of a process to which nothing happened. */
    void assertUndisturbed(RunningApplication anApplication) throws IOException, InterruptedException {
        Story expected = Story.undisturbed();
        for (Car car : cars) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(250))
                    .untilAsserted(() -> assertThat(Story.of(
                                    anApplication, user, car.device.get("id").asText()))
                            .isEqualTo(expected));
        }
    }

    @Override
    public void close() {
        closed = true;
        cars.forEach(Thread::interrupt);
    }

    @Override
    public String toString() {
        return String.format(
                "%d posts acknowledged, %d refused with 503, %d broken off",
                acknowledged.get(), refused.get(), broken.get());
    }

    private final class Car extends Thread {

        private final JsonNode device;
        private final Random random;
        private final BitSet done = new BitSet();
        private final Queue<String> posted = new ConcurrentLinkedQueue<>();

        private Car(JsonNode device, Random random) {
            super("car-" + device.get("id").asText());
            this.device = device;
            this.random = random;
            setDaemon(true);
        }

        private synchronized BitSet acknowledgedPositions() {
            return (BitSet) done.clone();
        }

        @Override
        public void run() {
            try {
                int next = 0;
                while (!closed && (next < Drive.POSITIONS.size() || disturbed)) {
                    boolean again = next == Drive.POSITIONS.size() || (next > 0 && random.nextInt(REPEATS_ONE_IN) == 0);
                    int from = again ? random.nextInt(next) : next;
                    int to = Math.min(Drive.POSITIONS.size(), from + 1 + random.nextInt(MOST_POSITIONS));
                    post(from, to);
                    next = Math.max(next, again ? 0 : to);
                    if (disturbed) {
                        pause(random.nextInt((int) LONGEST_PAUSE_MILLIS));
                    }
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }

        private void post(int from, int to) throws InterruptedException {
            String body = Drive.body(from, to);
            while (!closed) {
                while (parked && !closed) {
                    pause(LONGEST_PAUSE_MILLIS);
                }
                try {
                    HttpResponse<String> answer = any().send(
                                    "/api/v1/positions",
                                    "Bearer " + device.get("token").asText(),
                                    body);
                    if (answer.statusCode() == 202) {
                        note(from, to, answer.body());
                        return;
                    }
                    if (answer.statusCode() == 503) {
                        refused.incrementAndGet();
                        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    } else if (answer.statusCode() != 429) {
                        throw new AssertionError(answer.statusCode() + " " + answer.body());
                    }
                } catch (IOException killed) {
                    broken.incrementAndGet();
                } catch (AssertionError defect) {
                    wrong.add(String.valueOf(defect.getMessage()));
                    return;
                }
                pause(LONGEST_PAUSE_MILLIS);
            }
        }

        private RunningApplication any() {
            return applications.size() == 1
                    ? applications.get(0)
                    : applications.get(random.nextInt(applications.size()));
        }

        private void note(int from, int to, String receipt) throws IOException {
            assertThat(Drive.JSON.readTree(receipt).get("accepted").asInt()).isEqualTo(to - from);
            synchronized (this) {
                done.set(from, to);
            }
            posted.add(
                    describe(Instant.parse(Drive.POSITIONS.get(from).get("time").asText()), to - from));
            acknowledged.incrementAndGet();
        }

        private void pause(long millis) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }
}
