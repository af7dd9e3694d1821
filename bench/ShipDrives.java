import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the drives that Rumbo ships from the collections they come from: {@code java bench/ShipDrives.java FROM TO}.
 *
 * <p>FROM holds {@code NAME.csv.gz} with the columns that are also shipped; TO is {@code src/main/resources/drives}. Rows
 * outside the range of coordinates are left out, of mobilitynet only the devices below are kept (the whole would be
 * 390 KB), and numbers lose the digits that Rumbo does not store. The same input gives the same bytes.
 */
final class ShipDrives {

    private static final String HEADER = "device_id,timestamp_iso8601_utc,lat,lon,speed_mps,accuracy_m,altitude,heading";
    /** Digits after the point that the store keeps, for the columns from the latitude on. */
    private static final int[] DECIMALS = {7, 7, 2, 1, 1, 1};
    private static final Set<String> MOBILITYNET_DEVICES =
            Set.of("mn-android-1", "mn-android-3", "mn-ios-1", "mn-ios-3");

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: java bench/ShipDrives.java FROM TO");
            System.exit(2);
        }
        for (String name : List.of("nds_blackbox", "mobilitynet", "twizy_session")) {
            Path target = Path.of(arguments[1], name + ".csv.gz");
            List<String> rows = read(Path.of(arguments[0], name + ".csv.gz"));
            try (OutputStream out = best(target)) {
                out.write((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            System.out.println(target + ": " + (rows.size() - 1) + " positions, " + Files.size(target) + " bytes");
        }
    }

    private static List<String> read(Path source) throws IOException {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(source)), StandardCharsets.UTF_8))) {
            if (!HEADER.equals(in.readLine())) {
                throw new IOException(source + " does not have the columns " + HEADER);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                boolean onEarth = Math.abs(Double.parseDouble(cells[2])) <= 90
                        && Math.abs(Double.parseDouble(cells[3])) <= 180;
                boolean kept = !cells[0].startsWith("mn-") || MOBILITYNET_DEVICES.contains(cells[0]);
                if (onEarth && kept) {
                    for (int i = 0; i < DECIMALS.length; i++) {
                        cells[i + 2] = rounded(cells[i + 2], DECIMALS[i]);
                    }
                    rows.add(String.join(",", cells));
                }
            }
        }
        return rows;
    }

    private static String rounded(String cell, int decimals) {
        if (cell.isEmpty()) {
            return cell;
        }
        return new java.math.BigDecimal(cell)
                .setScale(decimals, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static OutputStream best(Path target) throws IOException {
        return new GZIPOutputStream(Files.newOutputStream(target), 1 << 16) {
            {
                def.setLevel(java.util.zip.Deflater.BEST_COMPRESSION);
            }
        };
    }
}
