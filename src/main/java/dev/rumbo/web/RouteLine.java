package dev.rumbo.web;

import dev.rumbo.geo.Box;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import dev.rumbo.geo.Shapes;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route as a map draws it at one zoom: no more points than can be told apart, and only those in sight. */
final class RouteLine {

    /** Points that lie closer than this to the drawn line are left out. */
    private static final double TOLERANCE_PX = 0.5;

    /** On a straight road a point is kept every so often, so that it does not hide how fast it was driven. */
    private static final double COLOR_PX = 8;

    private final Track track;
    private final Speeds speeds;
    private final int[] latitudes;
    private final int[] longitudes;

    RouteLine(Track track, Speeds speeds) {
        this.track = track;
        this.speeds = speeds;
        latitudes = new int[track.size()];
        longitudes = new int[track.size()];
        for (int i = 0; i < track.size(); i++) {
            latitudes[i] = track.latitudeE7(i);
            longitudes[i] = track.longitudeE7(i);
        }
    }

    /**
     * Runs of points: latitude, longitude, mean speed to the next point in m/s and seconds since the route began.
     *
     * @param metersPerPixel of the map
     * @param view what is in sight; empty for all
     */
    List<List<List<@Nullable Number>>> runs(double metersPerPixel, Optional<Box> view) {
        List<Shapes.Run> visible = view.map(box -> Shapes.clip(latitudes, longitudes, box))
                .orElseGet(() -> track.isEmpty() ? List.of() : List.of(new Shapes.Run(0, track.size() - 1)));
        List<List<List<@Nullable Number>>> runs = new ArrayList<>(visible.size());
        for (Shapes.Run run : visible) {
            runs.add(points(run.first(), run.last(), metersPerPixel));
        }
        return runs;
    }

    private List<List<@Nullable Number>> points(int first, int last, double metersPerPixel) {
        boolean[] kept = new boolean[last - first + 1];
        int[] drawn = Shapes.simplify(
                Arrays.copyOfRange(latitudes, first, last + 1),
                Arrays.copyOfRange(longitudes, first, last + 1),
                TOLERANCE_PX * metersPerPixel);
        for (int index : drawn) {
            kept[index] = true;
        }
        keepColors(kept, first, COLOR_PX * metersPerPixel);
        List<List<@Nullable Number>> points = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                int next = i + 1;
                while (next < kept.length && !kept[next]) {
                    next++;
                }
                points.add(point(first + i, first + Math.min(next, kept.length - 1)));
            }
        }
        return points;
    }

    /** Keeps both ends of each silence and a point every so many metres. */
    private void keepColors(boolean[] kept, int first, double everyMeters) {
        double meters = 0;
        for (int i = 1; i < kept.length; i++) {
            int at = first + i;
            if (Speeds.isSilent(track, at - 1)) {
                kept[i - 1] = true;
                kept[i] = true;
            }
            meters += Geodesy.meters(latitudes[at - 1], longitudes[at - 1], latitudes[at], longitudes[at]);
            if (kept[i] || meters >= everyMeters) {
                kept[i] = true;
                meters = 0;
            }
        }
    }

    private List<@Nullable Number> point(int index, int next) {
        double speed = speeds.mean(index, next);
        return Arrays.asList(
                Math.round(latitudes[index] / 10.0) * 10 / Coordinate.E7,
                Math.round(longitudes[index] / 10.0) * 10 / Coordinate.E7,
                Double.isNaN(speed) ? null : Math.round(speed * 10) / 10.0,
                Math.round((track.timeMillis(index) - track.timeMillis(0)) / 1_000.0));
    }
}
