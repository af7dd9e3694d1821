package dev.rumbo.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How fast the application takes positions over HTTP, beside an endpoint of the same process that parses and forgets them, and
 * a loop that appends and syncs. {@code bench/speed} runs it.
 */
final class Speed {

    private static final int DEVICES = 1_000;
    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final String POST = "/api/v1/positions";
    private static final String FLOOR = "/bench/positions";

    private final Path folder;
    private final int rounds;
    private final Server server;
    private final List<String> tokens;
    private long stored;

    private Speed(Path jar, Path folder, int rounds) throws IOException, InterruptedException {
        this.folder = folder;
        this.rounds = rounds;
        this.server = new Server(jar, folder.resolve("data"), Map.of());
        this.tokens =
                server.newDevices(DEVICES).stream().map(Server.Device::token).toList();
    }

    /** @param arguments the packaged application's jar, an empty folder, and how many rounds */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Speed speed = new Speed(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        try {
            speed.run();
        } finally {
            speed.server.close();
        }
    }

    private record Sample(HttpLoad.Result result, int size, double processorMicros, double behindSeconds) {

        double positionsPerSecond() {
            return result.perSecond() * size;
        }
    }

    private void run() throws IOException, InterruptedException {
        long idle = server.residentMegabytes();
        long now = System.currentTimeMillis();
        FleetRequests fifty =
                new FleetRequests(POST, tokens, 50, now - Duration.ofDays(300).toMillis());
        FleetRequests fiftyFloor =
                new FleetRequests(FLOOR, tokens, 50, now - Duration.ofDays(300).toMillis());
        FleetRequests one =
                new FleetRequests(POST, tokens, 1, now - Duration.ofDays(10).toMillis());
        FleetRequests oneFloor =
                new FleetRequests(FLOOR, tokens, 1, now - Duration.ofDays(10).toMillis());
        List<Sample> fifties = new ArrayList<>();
        List<Sample> fiftyFloors = new ArrayList<>();
        List<Sample> ones = new ArrayList<>();
        List<Sample> oneFloors = new ArrayList<>();
        List<Double> syncs = new ArrayList<>();
        for (FleetRequests each : List.of(fifty, fiftyFloor, one, oneFloor)) {
            closed(each, WARM_UP);
        }
        server.forgetPeak();
        for (int round = 0; round < rounds; round++) {
            syncs.add(appendAndSync());
            fiftyFloors.add(closed(fiftyFloor, MEASURED));
            fifties.add(closed(fifty, MEASURED));
            oneFloors.add(closed(oneFloor, MEASURED));
            ones.add(closed(one, MEASURED));
        }
        print("append and sync of 4 KiB, per second", syncs, each -> each);
        print("posts of 50, parsed only, positions per second", fiftyFloors, Sample::positionsPerSecond);
        print("posts of 50, positions per second", fifties, Sample::positionsPerSecond);
        print("  server's processor time per position, us", fifties, Sample::processorMicros);
        print("  then behind by, s", fifties, Sample::behindSeconds);
        print("posts of 1, parsed only, per second", oneFloors, Sample::positionsPerSecond);
        print("posts of 1, per second", ones, Sample::positionsPerSecond);
        print("  server's processor time per post, us", ones, Sample::processorMicros);
        print("  then behind by, s", ones, Sample::behindSeconds);
        double half = median(ones, Sample::positionsPerSecond) / 2;
        List<HttpLoad.Result> halves = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (HttpLoad load = new HttpLoad(server.port(), CONNECTIONS, one)) {
                load.openLoop(half, Duration.ofSeconds(1));
                halves.add(load.openLoop(half, MEASURED));
            }
        }
        System.out.printf(Locale.ROOT, "answers at %,.0f posts of 1 per second:%n", half);
        print("  p50, ms", halves, result -> result.millis(50));
        print("  p99, ms", halves, result -> result.millis(99));
        System.out.printf("memory after the start %d MB, most under load %d MB%n", idle, server.peakMegabytes());
    }

    private Sample closed(FleetRequests requests, Duration length) throws IOException, InterruptedException {
        try (HttpLoad load = new HttpLoad(server.port(), CONNECTIONS, requests)) {
            double before = server.processorSeconds();
            HttpLoad.Result result = load.closedLoop(length);
            long accepted = result.nanos().getTotalCount() - result.others();
            boolean stores = !requests.isFloor();
            stored += stores ? accepted * requests.size() : 0;
            double behind = stores ? server.awaitStored(stored) : 0;
            double micros = (server.processorSeconds() - before) * 1e6 / accepted / requests.size();
            if (result.others() > 0) {
                System.out.printf("%d posts were turned away, as %s%n", result.others(), load.lastOther());
            }
            return new Sample(result, requests.size(), micros, behind);
        }
    }

    /** The disk's own floor: blocks of 4 KiB, each synced before the next, at the end of a file. */
    private double appendAndSync() throws IOException {
        int blocks = 300;
        Path file = folder.resolve("floor");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < blocks; i++) {
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
            }
            return blocks * 1e9 / (System.nanoTime() - start);
        } finally {
            Files.delete(file);
        }
    }

    private static <T> double median(List<T> samples, ToDoubleFunction<T> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static <T> void print(String name, List<T> samples, ToDoubleFunction<T> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-50s %,12.1f (%,.1f to %,.1f)%n",
                name,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
