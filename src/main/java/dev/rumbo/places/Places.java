package dev.rumbo.places;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import java.util.List;
import java.util.Optional;

/** The places of one user. */
public record Places(List<Place> list) {

    /** Of somebody who named none. */
    public static final Places NONE = new Places(List.of());

    public Places {
        list = list.stream().filter(place -> place.mark().isPresent()).toList();
    }

    /** The place whose circle a coordinate lies in; of several the one with the nearest centre, then the first by id. */
    public Optional<Place> at(Coordinate coordinate) {
        Optional<Place> nearest = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Place place : list) {
            Place.Mark mark = place.mark().orElseThrow();
            double meters = Geodesy.meters(coordinate, mark.center());
            if (meters <= mark.radiusMeters() && meters < least) {
                least = meters;
                nearest = Optional.of(place);
            }
        }
        return nearest;
    }
}
