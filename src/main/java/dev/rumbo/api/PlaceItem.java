package dev.rumbo.api;

import dev.rumbo.geo.Coordinate;
import java.math.BigDecimal;

/** A place in decimal degrees, WGS 84. */
record PlaceItem(BigDecimal lat, BigDecimal lon) {

    static PlaceItem from(Coordinate coordinate) {
        return new PlaceItem(Wire.degrees(coordinate.latitudeE7()), Wire.degrees(coordinate.longitudeE7()));
    }
}
