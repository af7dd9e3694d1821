package dev.rumbo.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.algorithm.RectangleLineIntersector;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.simplify.DouglasPeuckerSimplifier;

/**
 * Routes made small enough to draw. Results are indexes into the given arrays, so that whatever else is known of a
 * position, its speed or time, stays with it.
 */
public final class Shapes {

    /**
     * Longest piece that is simplified at once. Douglas-Peucker is recursive and, on a spiral, quadratic; in pieces the
     * stack and the time stay bounded, for one more point kept each.
     */
    private static final int PIECE = 1024;

    private static final GeometryFactory PLANE = new GeometryFactory();

    private Shapes() {}

    /** A stretch of a route, both ends included. */
    public record Run(int first, int last) {}

    /**
     * The positions that are needed to draw a route to the given tolerance, after Douglas and Peucker.
     *
     * @param latitudesE7 in 1e-7 degree
     * @param longitudesE7 in 1e-7 degree; legs across the 180th meridian are fine
     * @param toleranceMeters how far, at most, a position that is left out lies from the line that is drawn
     * @return ascending indexes, the first and the last position among them
     */
    public static int[] simplify(int[] latitudesE7, int[] longitudesE7, double toleranceMeters) {
        int size = latitudesE7.length;
        int[] kept = new int[size];
        int count = 0;
        for (int from = 0; from < size - 1; from += PIECE) {
            int to = Math.min(from + PIECE, size - 1);
            for (var point : simplified(latitudesE7, longitudesE7, from, to, toleranceMeters)) {
                int index = (int) point.getZ();
                if (count == 0 || kept[count - 1] < index) {
                    kept[count++] = index;
                }
            }
        }
        if (size == 1) {
            count = 1;
        }
        return Arrays.copyOf(kept, count);
    }

    /** In the plane, with its index as the height of each point, which JTS carries along and does not look at. */
    private static org.locationtech.jts.geom.Coordinate[] simplified(
            int[] latitudes, int[] longitudes, int from, int to, double toleranceMeters) {
        var plane = LocalProjection.at(latitudes[from], longitudes[from]);
        var points = new org.locationtech.jts.geom.Coordinate[to - from + 1];
        for (int i = from; i <= to; i++) {
            points[i - from] =
                    new org.locationtech.jts.geom.Coordinate(plane.x(longitudes[i]), plane.y(latitudes[i]), i);
        }
        var simplifier = new DouglasPeuckerSimplifier(PLANE.createLineString(points));
        simplifier.setDistanceTolerance(toleranceMeters);
        simplifier.setEnsureValid(false);
        var result = simplifier.getResultGeometry().getCoordinates();
        // Where everything lies on one spot the result may be empty; a route needs its ends.
        return result.length >= 2
                ? result
                : new org.locationtech.jts.geom.Coordinate[] {points[0], points[points.length - 1]};
    }

    /**
     * The stretches of a route that can be seen in a box: every leg that touches it, with both its ends.
     *
     * @return runs in the route's order that do not overlap
     */
    public static List<Run> clip(int[] latitudesE7, int[] longitudesE7, Box box) {
        List<Run> runs = new ArrayList<>();
        var rectangles = new RectangleLineIntersector[3];
        for (int turn = -1; turn <= 1; turn++) {
            double west = turn * 360 * Coordinate.E7;
            rectangles[turn + 1] = new RectangleLineIntersector(
                    new Envelope(west, west + box.widthE7(), box.southE7(), box.northE7()));
        }
        int first = -1;
        for (int i = 0; i < latitudesE7.length; i++) {
            int next = Math.min(i + 1, latitudesE7.length - 1);
            boolean visible =
                    touches(rectangles, box, latitudesE7[i], longitudesE7[i], latitudesE7[next], longitudesE7[next]);
            if (visible && first < 0) {
                first = i;
            }
            if (first >= 0 && (!visible || next == i)) {
                runs.add(new Run(first, i));
                first = -1;
            }
        }
        return runs;
    }

    /** Compares in a frame that begins at the box's western border, in which neither the box nor the leg has a seam. */
    private static boolean touches(
            RectangleLineIntersector[] rectangles, Box box, int latA, int lonA, int latB, int lonB) {
        double x = Geodesy.eastE7(box.westE7(), lonA);
        var a = new org.locationtech.jts.geom.Coordinate(x, latA);
        var b = new org.locationtech.jts.geom.Coordinate(x + Geodesy.eastE7(lonA, lonB), latB);
        for (RectangleLineIntersector rectangle : rectangles) {
            if (rectangle.intersects(a, b)) {
                return true;
            }
        }
        return false;
    }
}
