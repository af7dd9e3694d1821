package dev.rumbo.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.rumbo.geo.Box;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Timelines;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the day's map and profile draw; times are milliseconds since 1970. Arrays instead of objects where there are many.
 *
 * @param zoom of the map for which the routes are exact to half a pixel
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MapData(int zoom, List<Route> trips, List<Place> stops, List<Line> gaps) {

    /** Where a view is asked for that no map has, the nearest that one has answers. */
    static final int MAX_ZOOM = 19;

    /** What the profile is wide: more buckets than this nobody can tell apart. */
    private static final int PROFILE_BUCKETS = 1_200;

    /** The whole day is drawn for a map of about this many pixels. */
    private static final int OVERVIEW_PX = 1_600;

    private static final double EQUATOR_METERS_PER_PIXEL = 156_543.03392;

    /**
     * A trip's way.
     *
     * @param runs of points: latitude, longitude, mean speed in m/s to the next point or null, seconds since the start
     * @param profile of the whole trip; absent from a view
     */
    record Route(
            String id,
            long start,
            long end,
            List<List<List<@Nullable Number>>> runs,
            @Nullable Profile profile) {}

    /** Where a stop was and when. */
    @JsonPropertyOrder({"id", "lat", "lon", "start", "end"})
    record Place(String id, double lat, double lon, long start, long end) {}

    /** From where to where a device was moved unseen, and when. */
    record Line(String id, long start, long end, List<Double> from, List<Double> to) {}

    /** The whole day, at the zoom at which it fills a map, with its profile. */
    static MapData of(DayView day, Function<Trip, Track> routes) {
        long seconds = day.trips().stream()
                .mapToLong(trip -> (trip.endMillis() - trip.startMillis()) / 1_000)
                .sum();
        int bucket = (int) Math.max(1, seconds / PROFILE_BUCKETS);
        List<Drawn> drawn = drawn(day, routes);
        int zoom = overviewZoom(drawn);
        return new MapData(
                zoom,
                drawn.stream()
                        .map(route ->
                                route.at(zoom, Optional.empty(), Profile.of(route.track(), route.speeds(), bucket)))
                        .toList(),
                day.stops().stream().map(MapData::place).toList(),
                Stream.concat(
                                day.gaps().stream(),
                                // A straight line is all that is known where the positions are kept no longer.
                                drawn.stream()
                                        .filter(route -> !Timelines.hasRoute(route.track()))
                                        .map(Drawn::trip))
                        .map(MapData::line)
                        .toList());
    }

    /** What of the routes can be seen in a view. */
    static MapData of(DayView day, Function<Trip, Track> routes, int zoom, Box view) {
        return new MapData(
                zoom,
                drawn(day, routes).stream()
                        .map(route -> route.at(zoom, Optional.of(view), null))
                        .toList(),
                List.of(),
                List.of());
    }

    private static List<Drawn> drawn(DayView day, Function<Trip, Track> routes) {
        return day.trips().stream()
                .map(trip -> {
                    Track found = routes.apply(trip);
                    Track track = Timelines.hasRoute(found) ? found : Track.EMPTY;
                    return new Drawn(trip, track, Speeds.of(track));
                })
                .toList();
    }

    private record Drawn(Trip trip, Track track, Speeds speeds) {

        Route at(int zoom, Optional<Box> view, @Nullable Profile profile) {
            double metersPerPixel = track.isEmpty() ? 1 : metersPerPixel(zoom, track.latitudeE7(0) / Coordinate.E7);
            return new Route(
                    trip.id(),
                    trip.startMillis(),
                    trip.endMillis(),
                    new RouteLine(track, speeds).runs(metersPerPixel, view),
                    profile);
        }
    }

    private static double metersPerPixel(int zoom, double latitude) {
        return EQUATOR_METERS_PER_PIXEL * Math.cos(Math.toRadians(latitude)) / (1 << zoom);
    }

    /** The deepest zoom at which the larger extent of all routes still fits. */
    private static int overviewZoom(List<Drawn> routes) {
        int south = Integer.MAX_VALUE;
        int north = Integer.MIN_VALUE;
        int west = Integer.MAX_VALUE;
        int east = Integer.MIN_VALUE;
        for (Drawn route : routes) {
            for (int i = 0; i < route.track().size(); i++) {
                south = Math.min(south, route.track().latitudeE7(i));
                north = Math.max(north, route.track().latitudeE7(i));
                west = Math.min(west, route.track().longitudeE7(i));
                east = Math.max(east, route.track().longitudeE7(i));
            }
        }
        double degrees = Math.max((long) north - south, (long) east - west) / Coordinate.E7;
        if (!(degrees > 0)) {
            return MAX_ZOOM;
        }
        double zoom = Math.log(OVERVIEW_PX * 360.0 / (256 * degrees)) / Math.log(2);
        return (int) Math.max(2, Math.min(MAX_ZOOM, zoom));
    }

    private static Place place(Stop stop) {
        return new Place(
                stop.id(), stop.place().latitude(), stop.place().longitude(), stop.startMillis(), stop.endMillis());
    }

    private static Line line(Segment gap) {
        return new Line(gap.id(), gap.startMillis(), gap.endMillis(), pair(gap.from()), pair(gap.to()));
    }

    private static List<Double> pair(Coordinate coordinate) {
        return List.of(coordinate.latitude(), coordinate.longitude());
    }
}
