package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.Places;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A place in decimal degrees, WGS 84. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlaceJson(
        BigDecimal lat,
        BigDecimal lon,

        @Schema(description = "As the owner calls the place around it, see /places") @Nullable
        String place) {

    static PlaceJson from(Coordinate coordinate, Places places) {
        return new PlaceJson(
                Wire.degrees(coordinate.latitudeE7()),
                Wire.degrees(coordinate.longitudeE7()),
                name(coordinate, places));
    }

    static @Nullable String name(Coordinate coordinate, Places places) {
        return places.at(coordinate).flatMap(Place::mark).map(Place.Mark::name).orElse(null);
    }
}
