package dev.rumbo.reading;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import dev.rumbo.trips.Trip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds drives that go the same way: they start and end in about the same places and are about as long. */
public final class Routes {

    /** Wider than a car park and the street around it, narrower than the next errand. */
    static final double ENDS_METERS = 300;

    /** Of the longer one: another way to the same place differs by more, roadworks by less. */
    static final double LENGTH_SHARE = 0.15;

    /** No two places within {@link #ENDS_METERS} differ by more in latitude: 1e-7 degree has 11.05 mm or more. */
    private static final int ENDS_E7 = (int) (ENDS_METERS / 0.01105);

    private Routes() {}

    /**
     * Drives of one route.
     *
     * @param trips by start, the earliest first; never empty
     */
    public record Route(List<Trip> trips) {

        public Route {
            trips = List.copyOf(trips);
        }

        public Trip last() {
            return trips.get(trips.size() - 1);
        }

        public int count() {
            return trips.size();
        }

        /** From start to end, rounded half up; of two in the middle the shorter one. */
        public long medianSeconds() {
            return median(trips.stream().map(Routes::seconds).toList());
        }

        /** Of two in the middle the shorter one. */
        public long medianMillimeters() {
            return median(trips.stream().map(Trip::distanceMillimeters).toList());
        }

        public Trip fastest() {
            return trips.stream().min(Comparator.comparing(Routes::seconds)).orElseThrow();
        }

        private static long median(List<Long> values) {
            return values.stream().sorted().toList().get((values.size() - 1) / 2);
        }
    }

    /** From start to end, rounded half up. */
    public static long seconds(Trip trip) {
        return Math.floorDiv(trip.endMillis() - trip.startMillis() + 500, 1_000);
    }

    /** Whether two drives go the same way. Drives back are another route. */
    public static boolean same(Trip one, Trip other) {
        long longer = Math.max(one.distanceMillimeters(), other.distanceMillimeters());
        return Math.abs(one.distanceMillimeters() - other.distanceMillimeters()) <= LENGTH_SHARE * longer
                && near(one.from(), other.from())
                && near(one.to(), other.to());
    }

    /**
     * All routes, the most driven first, then the longest: a drive belongs to the first route whose first drive goes its way.
     *
     * @param trips by start
     */
    public static List<Route> group(List<Trip> trips) {
        List<List<Trip>> routes = new ArrayList<>();
        for (Trip trip : trips) {
            routes.stream()
                    .filter(route -> same(route.get(0), trip))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Trip> route = new ArrayList<>();
                        routes.add(route);
                        return route;
                    })
                    .add(trip);
        }
        return routes.stream()
                .map(Route::new)
                .sorted(Comparator.comparingInt(Route::count)
                        .thenComparingLong(Route::medianMillimeters)
                        .reversed())
                .toList();
    }

    static boolean near(Coordinate one, Coordinate other) {
        return Math.abs(one.latitudeE7() - other.latitudeE7()) <= ENDS_E7
                && Geodesy.meters(one.latitudeE7(), one.longitudeE7(), other.latitudeE7(), other.longitudeE7())
                        <= ENDS_METERS;
    }
}
