package dev.rumbo.api;

import dev.rumbo.geo.Coordinate;
import java.math.BigDecimal;

/** A place in decimal degrees, WGS 84. */
record PlaceJson(BigDecimal lat, BigDecimal lon) {

    static PlaceJson from(Coordinate coordinate) {
        return new PlaceJson(Wire.degrees(coordinate.latitudeE7()), Wire.degrees(coordinate.longitudeE7()));
    }
}
