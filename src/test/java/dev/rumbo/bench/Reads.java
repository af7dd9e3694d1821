package dev.rumbo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.simulator.DrivePlan;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long the API takes to tell the trips of a day of 28,800 positions, and trips and totals of a year of 2.5 million. {@code
 * bench/speed reads} runs it.
 */
final class Reads {

    private static final int DAY = 28_800;
    private static final int YEAR = 2_500_000;
    private static final int DAYS = 365;
    private static final int POST = 50;
    private static final int WARM_UP = 300;
    private static final int MEASURED = 300;
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final LocalDate FULL = LocalDate.of(2025, 6, 2);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Server server;

    private Reads(Server server) {
        this.server = server;
    }

    /** @param arguments the packaged application's jar, an empty folder, and how many rounds */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Path jar = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]).resolve("data");
        List<Server.Device> devices;
        try (Server server = new Server(jar, folder, Map.of())) {
            devices = server.newDevices(2);
        }
        String ofDay = devices.get(0).id();
        String ofYear = devices.get(1).id();
        List<? extends DrivePlan> plans = FleetRequests.drives(20);
        int perDay = YEAR / DAYS / POST * POST;
        try (Prefilled log = new Prefilled(folder)) {
            Iterator<Position> day = dense(plans);
            for (int i = 0; i < DAY; i += POST) {
                log.post(ofDay, day, POST);
            }
            for (int d = 0; d < DAYS; d++) {
                Iterator<Position> drive = plans.get(d % plans.size()).from(millis(FIRST.plusDays(d)) + 7 * 3_600_000L);
                for (int i = 0; i < perDay; i += POST) {
                    log.post(ofYear, drive, POST);
                }
            }
        }
        try (Server server = new Server(jar, folder, Map.of())) {
            System.out.printf(Locale.ROOT, "stored in %.1f s%n", server.awaitStored(DAY + (long) DAYS * perDay));
            Reads reads = new Reads(server);
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                reads.measure("trips of the day", trips(ofDay, FULL, FULL.plusDays(1)));
                reads.measure("timeline of the day", "/api/v1/days/" + FULL + "?device=" + ofDay);
                reads.measure("trips of the year, all pages", trips(ofYear, FIRST, FIRST.plusYears(1)));
                reads.measure(
                        "totals of the year by month",
                        "/api/v1/stats?from=" + FIRST + "&to=" + FIRST.plusDays(DAYS - 1) + "&bucket=month&device="
                                + ofYear);
            }
        }
    }

    /** A drive whose next {@value #DAY} positions lie within one day. */
    private static Iterator<Position> dense(List<? extends DrivePlan> plans) {
        for (DrivePlan plan : plans) {
            Iterator<Position> positions = plan.from(millis(FULL));
            List<Position> day = new ArrayList<>();
            for (int i = 0; i < DAY; i++) {
                day.add(positions.next());
            }
            if (day.get(DAY - 1).timeMillis() < millis(FULL.plusDays(1))) {
                return day.iterator();
            }
        }
        throw new IllegalStateException("no drive is dense enough");
    }

    private static String trips(String device, LocalDate from, LocalDate to) {
        return "/api/v1/trips?from=" + Instant.ofEpochMilli(millis(from)) + "&to=" + Instant.ofEpochMilli(millis(to))
                + "&limit=10000&device=" + device;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private void measure(String name, String path) throws IOException, InterruptedException {
        Histogram nanos = new Histogram(3);
        int trips = 0;
        for (int i = 0; i < WARM_UP + MEASURED; i++) {
            long took = 0;
            trips = 0;
            String next = "";
            do {
                long start = System.nanoTime();
                byte[] bytes = server.read(path + (next.isEmpty() ? "" : "&next=" + next));
                took += System.nanoTime() - start;
                JsonNode answer = JSON.readTree(bytes);
                trips += answer.path("trips").size();
                next = answer.path("next").asText("");
                next = "null".equals(next) ? "" : next;
            } while (!next.isEmpty());
            if (i >= WARM_UP) {
                nanos.recordValue(took);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-32s p50 %.1f ms, p99 %.1f ms (%d trips, %,d requests)%n",
                name,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                trips,
                MEASURED);
    }
}
