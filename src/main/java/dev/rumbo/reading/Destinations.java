package dev.rumbo.reading;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Trip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where drives end. */
public final class Destinations {

    private Destinations() {}

    /**
     * A place.
     *
     * @param where its first arrival ended
     * @param arrivals how many drives ended within {@value Routes#ENDS_METERS} m of it
     * @param last the latest of them
     */
    public record Place(Coordinate where, int arrivals, Trip last) {}

    /**
     * All places, the most visited first.
     *
     * @param trips by start
     */
    public static List<Place> visited(List<Trip> trips) {
        List<Place> places = new ArrayList<>();
        for (Trip trip : trips) {
            int at = 0;
            while (at < places.size() && !Routes.near(places.get(at).where(), trip.to())) {
                at++;
            }
            if (at == places.size()) {
                places.add(new Place(trip.to(), 1, trip));
            } else {
                places.set(at, new Place(places.get(at).where(), places.get(at).arrivals() + 1, trip));
            }
        }
        return places.stream()
                .sorted(Comparator.comparingInt(Place::arrivals).reversed())
                .toList();
    }
}
