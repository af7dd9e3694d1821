package dev.rumbo.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The shipped drive nds_blackbox as a phone posts it: 4,508 positions of 75 minutes of driving in seven days. */
public final class Drive {

    static final ObjectMapper JSON = new ObjectMapper();
    public static final List<ObjectNode> POSITIONS = read();

    private Drive() {}

    /** The body of a post of the positions from one index to before another. */
    public static String body(int from, int to) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("positions").addAll(POSITIONS.subList(from, to));
        return body.toString();
    }

    private static List<ObjectNode> read() {
        List<ObjectNode> positions = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Drive.class.getResourceAsStream("/drives/nds_blackbox.csv.gz")),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                positions.add(JSON.createObjectNode()
                        .put("time", fields[1])
                        .put("lat", Double.valueOf(fields[2]))
                        .put("lon", Double.valueOf(fields[3]))
                        .put("speed", Double.valueOf(fields[4])));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return List.copyOf(positions);
    }
}
