package dev.rumbo.web;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.Places;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a coordinate is called: as its owner does, or else by the nearest town; of one answer. */
public final class PlaceNames {

    private final Places places;
    private final Towns towns;
    private final Map<Coordinate, String> known = new HashMap<>();

    PlaceNames(Places places, Towns towns) {
        this.places = places;
        this.towns = towns;
    }

    /** Its coordinates, to a kilometre, where nobody has a name for it. */
    public String near(Coordinate coordinate) {
        return known.computeIfAbsent(coordinate, this::find);
    }

    private String find(Coordinate coordinate) {
        return places.at(coordinate)
                .flatMap(Place::mark)
                .map(Place.Mark::name)
                .or(() -> Optional.of(towns.near(coordinate)).filter(town -> !town.isEmpty()))
                .orElseGet(
                        () -> String.format(Locale.ROOT, "%.2f, %.2f", coordinate.latitude(), coordinate.longitude()));
    }

    /** The place of the owner's that it lies in. */
    public Optional<Place> at(Coordinate coordinate) {
        return places.at(coordinate);
    }
}
