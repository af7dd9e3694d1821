package dev.rumbo.web;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The nearest town to a place, from a gazetteer that is part of the application: nobody else is asked where a driver was.
 * Towns of at least 2,000 people, by GeoNames (CC BY 4.0), see {@code gazetteer/NOTICE.md}.
 */
@ApplicationScoped
public class Towns {

    /** Further from any town a name would say nothing. */
    static final double REACH_METERS = 25_000;

    private static final String DATA = "/gazetteer/towns.tsv.gz";
    private static final int COLUMNS = 4;
    private static final int E7_PER_THOUSANDTH = 10_000;
    /** Of 1e-7 degree of latitude: a degree has 110.5 km or more. */
    private static final double LEAST_HEIGHT_METERS = 0.01105;

    /** No circle around a place reaches further north than this. */
    private static final int REACH_THOUSANDTHS =
            (int) Math.ceil(REACH_METERS / (LEAST_HEIGHT_METERS * E7_PER_THOUSANDTH));

    /** By latitude; read when somebody first looks at a day, because an instance that only ingests needs none. */
    private static final class Data {
        private static final Data ALL = read();

        private final int[] latitudes;
        private final int[] longitudes;
        private final List<String> names;

        private Data(int[] latitudes, int[] longitudes, List<String> names) {
            this.latitudes = latitudes;
            this.longitudes = longitudes;
            this.names = names;
        }

        private static Data read() {
            try (InputStream data = Towns.class.getResourceAsStream(DATA);
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(new GZIPInputStream(data), StandardCharsets.UTF_8))) {
                List<String[]> rows =
                        lines.lines().map(line -> line.split("\t", COLUMNS)).toList();
                List<String> names = new ArrayList<>(rows.size());
                rows.forEach(row -> names.add(row[0]));
                return new Data(
                        rows.stream().mapToInt(row -> Integer.parseInt(row[2])).toArray(),
                        rows.stream().mapToInt(row -> Integer.parseInt(row[3])).toArray(),
                        names);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The name of the nearest town; empty where there is none within {@value #REACH_METERS} m. */
    public String near(Coordinate place) {
        Data all = Data.ALL;
        int latitude = Math.floorDiv(place.latitudeE7(), E7_PER_THOUSANDTH);
        int found = Arrays.binarySearch(all.latitudes, latitude - REACH_THOUSANDTHS - 1);
        // A little less than the width and the height of 1e-7 degree here, so that nothing in reach is left out.
        double widthMeters = 0.0111 * Math.cos(Math.toRadians(Math.min(89, Math.abs(place.latitude()) + 0.3)));
        int nearest = -1;
        double least = REACH_METERS;
        for (int i = found < 0 ? -found - 1 : found;
                i < all.latitudes.length && all.latitudes[i] <= latitude + REACH_THOUSANDTHS + 1;
                i++) {
            double east = widthMeters * Geodesy.eastE7(place.longitudeE7(), all.longitudes[i] * E7_PER_THOUSANDTH);
            double north = LEAST_HEIGHT_METERS * (place.latitudeE7() - all.latitudes[i] * E7_PER_THOUSANDTH);
            if (east * east + north * north > least * least) {
                continue;
            }
            double meters = Geodesy.meters(
                    place.latitudeE7(),
                    place.longitudeE7(),
                    all.latitudes[i] * E7_PER_THOUSANDTH,
                    all.longitudes[i] * E7_PER_THOUSANDTH);
            if (meters < least) {
                least = meters;
                nearest = i;
            }
        }
        return nearest < 0 ? "" : all.names.get(nearest);
    }
}
