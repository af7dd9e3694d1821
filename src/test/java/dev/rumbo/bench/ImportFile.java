package dev.rumbo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.ingest.files.FileSink;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.simulator.Drive;
import dev.rumbo.simulator.Drives;
import dev.rumbo.trips.Position;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How fast a started server takes a GPX file of recorded drives, one after the other, and undoes that; beside a loop that only parses
 * the same file. {@code bench/import} runs it.
 */
final class ImportFile {

    private static final int CHUNK_BYTES = 4 << 20;
    private static final Duration BETWEEN_DRIVES = Duration.ofMinutes(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server server;
    private final String device;
    private long mostHeapBytes;

    private ImportFile(Server server, String device) {
        this.server = server;
        this.device = device;
    }

    /** @param arguments the packaged application's jar, an empty folder, how many positions, then files of drives or none */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[1]);
        List<Drive> drives = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            drives.addAll(Drives.read(Path.of(arguments[i])));
        }
        Path file = folder.resolve("drives.gpx");
        int positions = Integer.parseInt(arguments[2]);
        write(drives.isEmpty() ? Drives.shipped() : drives, positions, file);
        double megabytes = Files.size(file) / 1e6;
        parse(file);
        double floor = parse(file);
        System.out.printf(
                Locale.ROOT,
                "file: %,d positions, %.0f MB%nfloor, parsing alone: %,.0f positions a second%n",
                positions,
                megabytes,
                positions / floor);
        try (Server server = new Server(Path.of(arguments[0]), folder.resolve("data"), Map.of())) {
            new ImportFile(server, server.newDevices(1).get(0).id()).run(file, positions);
        }
    }

    private void run(Path file, int positions) throws IOException, InterruptedException {
        long start = System.nanoTime();
        upload(file);
        double uploaded = seconds(start);
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                request("imports?upload=bench-upload&name=drives.gpx")
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        double firstTrip = -1;
        while (!answer.isDone() || firstTrip < 0) {
            JsonNode trips = server.get("/api/v1/trips?from=1990-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&limit=1");
            firstTrip = firstTrip < 0 && !trips.path("trips").isEmpty() ? seconds(start) : firstTrip;
            noteHeap();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        JsonNode done = JSON.readTree(answer.join().body());
        double durable = seconds(start);
        server.awaitStored(done.path("imported").longValue());
        double stored = seconds(start);
        noteHeap();
        System.out.printf(
                Locale.ROOT,
                "upload in chunks: %.1f s%nimport: %,d positions new, %,.0f positions a second until all were durable, %,.0f until all were stored%n"
                        + "first trip to be read: %.1f s after the first byte was sent%nmost heap seen %d MB, most resident memory %d MB%n",
                uploaded,
                done.path("added").longValue(),
                positions / durable,
                positions / stored,
                firstTrip,
                mostHeapBytes >> 20,
                server.peakMegabytes());
        long undoing = System.nanoTime();
        HttpResponse<byte[]> undone = http.send(
                request("imports/" + done.path("id").textValue()).DELETE().build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (undone.statusCode() != 200) {
            throw new IOException("undoing answered " + undone.statusCode());
        }
        noteHeap();
        System.out.printf(
                Locale.ROOT,
                "undo: %,.0f positions a second; most heap seen %d MB%n",
                positions / seconds(undoing),
                mostHeapBytes >> 20);
    }

    private void upload(Path file) throws IOException, InterruptedException {
        try (InputStream bytes = Files.newInputStream(file)) {
            long offset = 0;
            for (byte[] chunk = bytes.readNBytes(CHUNK_BYTES);
                    chunk.length > 0;
                    chunk = bytes.readNBytes(CHUNK_BYTES)) {
                HttpResponse<byte[]> answer = http.send(
                        request("uploads/bench-upload?offset=" + offset)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(chunk))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IOException("the upload was answered with " + answer.statusCode());
                }
                offset += chunk.length;
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/devices/" + device + "/" + path))
                .header("Authorization", "Bearer " + server.token())
                .header("Content-Type", "application/octet-stream");
    }

    private void noteHeap() throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/q/metrics"))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            long heap = lines.filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            mostHeapBytes = Math.max(mostHeapBytes, heap);
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** Seconds that it takes. */
    private static double parse(Path file) throws IOException {
        long start = System.nanoTime();
        PositionFile.Options options = new PositionFile.Options(Instant.now().toEpochMilli(), Optional.empty());
        try (InputStream bytes = Files.newInputStream(file)) {
            PositionFile.read(bytes, options, new FileSink() {
                @Override
                public void position(Position position) {
                    // Parsing is all that is measured.
                }

                @Override
                public void rejected(String reason) {
                    throw new IllegalStateException(reason);
                }
            });
        }
        return seconds(start);
    }

    /** Drive after drive, with a rest in between, so that the last ends before now. */
    private static void write(List<Drive> drives, int positions, Path file) throws IOException {
        long span = 0;
        int count = 0;
        for (int i = 0; count < positions; i++) {
            Drive drive = drives.get(i % drives.size());
            span += drive.durationMillis() + BETWEEN_DRIVES.toMillis();
            count += drive.track().size();
        }
        long start = Instant.now().toEpochMilli() - span;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"bench\""
                    + " xmlns=\"http://www.topografix.com/GPX/1/1\">\n");
            int written = 0;
            for (int i = 0; written < positions; i++) {
                Drive drive = drives.get(i % drives.size());
                out.write("<trk><trkseg>\n");
                for (int j = 0; j < drive.track().size() && written < positions; j++, written++) {
                    writePoint(out, drive.track().get(j), start);
                }
                out.write("</trkseg></trk>\n");
                start += drive.durationMillis() + BETWEEN_DRIVES.toMillis();
            }
            out.write("</gpx>\n");
        }
    }

    private static void writePoint(BufferedWriter out, Position position, long startMillis) throws IOException {
        out.write("<trkpt lat=\"" + decimal(position.latitudeE7(), 7) + "\" lon=\"" + decimal(position.longitudeE7(), 7)
                + "\">");
        if (position.altitudeDecimeters() != Position.ABSENT) {
            out.write("<ele>" + decimal(position.altitudeDecimeters(), 1) + "</ele>");
        }
        out.write("<time>" + Instant.ofEpochMilli(startMillis + position.timeMillis()) + "</time>");
        if (position.speedCentimetersPerSecond() != Position.ABSENT) {
            out.write(
                    "<extensions><speed>" + decimal(position.speedCentimetersPerSecond(), 2) + "</speed></extensions>");
        }
        out.write("</trkpt>\n");
    }

    private static String decimal(int value, int decimals) {
        return BigDecimal.valueOf(value, decimals).toPlainString();
    }
}
