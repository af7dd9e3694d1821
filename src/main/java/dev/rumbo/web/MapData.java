package dev.rumbo.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Shapes;
import dev.rumbo.reading.DayView;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the day's map draws. Arrays instead of objects where there are many: a point is latitude, longitude, m/s. */
record MapData(List<Route> trips, List<Place> stops, List<Line> gaps) {

    /** Half a pixel at zoom 17, the deepest to which a selected trip is brought up. */
    private static final double TOLERANCE_METERS = 0.6;

    /** Points between two that keep their speed, so that a straight road does not hide how fast it was driven. */
    private static final int POINTS_PER_COLOR = 8;

    /** @param points the last value of each is the mean speed to the next point, null where unknown */
    record Route(String id, List<List<@Nullable Number>> points) {}

    /** Where a stop was and how long. */
    @JsonPropertyOrder({"id", "lat", "lon", "seconds"})
    record Place(String id, double lat, double lon, long seconds) {}

    /** From where to where a device was moved unseen. */
    record Line(String id, List<Double> from, List<Double> to) {}

    static MapData of(DayView day, Function<Trip, Track> routes) {
        return new MapData(
                day.trips().stream()
                        .map(trip -> new Route(trip.id(), points(routes.apply(trip))))
                        .toList(),
                day.stops().stream().map(MapData::place).toList(),
                day.gaps().stream().map(MapData::line).toList());
    }

    private static Place place(Stop stop) {
        return new Place(
                stop.id(),
                stop.place().latitude(),
                stop.place().longitude(),
                Math.floorDiv(stop.endMillis() - stop.startMillis() + 500, 1_000));
    }

    private static Line line(Gap gap) {
        return new Line(gap.id(), pair(gap.from()), pair(gap.to()));
    }

    private static List<Double> pair(Coordinate coordinate) {
        return List.of(coordinate.latitude(), coordinate.longitude());
    }

    private static List<List<@Nullable Number>> points(Track track) {
        int[] latitudes = new int[track.size()];
        int[] longitudes = new int[track.size()];
        for (int i = 0; i < track.size(); i++) {
            latitudes[i] = track.latitudeE7(i);
            longitudes[i] = track.longitudeE7(i);
        }
        int[] kept = withSpeeds(Shapes.simplify(latitudes, longitudes, TOLERANCE_METERS));
        List<List<@Nullable Number>> points = new ArrayList<>(kept.length);
        for (int k = 0; k < kept.length; k++) {
            int to = k + 1 < kept.length ? kept[k + 1] : kept[k];
            points.add(Arrays.asList(
                    latitudes[kept[k]] / Coordinate.E7,
                    longitudes[kept[k]] / Coordinate.E7,
                    speed(track, kept[k], to)));
        }
        return points;
    }

    private static int[] withSpeeds(int[] kept) {
        List<Integer> all = new ArrayList<>();
        for (int k = 0; k < kept.length; k++) {
            all.add(kept[k]);
            for (int i = kept[k] + POINTS_PER_COLOR; k + 1 < kept.length && i < kept[k + 1]; i += POINTS_PER_COLOR) {
                all.add(i);
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Mean of the reported speeds from one position to another, in m/s to 0.1. */
    private static @Nullable Number speed(Track track, int from, int to) {
        long sum = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            int speed = track.speedCentimetersPerSecond(i);
            if (speed != Position.ABSENT) {
                sum += speed;
                count++;
            }
        }
        return count == 0 ? null : Math.round(sum / 10.0 / count) / 10.0;
    }
}
