package dev.rumbo.archive;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A place that has a name; degrees and meters. */
record ArchivedPlace(
        @Nullable String id,
        @Nullable String name,
        @Nullable BigDecimal lat,
        @Nullable BigDecimal lon,
        int radius) {

    static ArchivedPlace of(Place place) {
        Place.Mark mark = place.mark().orElseThrow();
        return new ArchivedPlace(
                place.id(),
                mark.name(),
                BigDecimal.valueOf(mark.center().latitudeE7(), 7),
                BigDecimal.valueOf(mark.center().longitudeE7(), 7),
                mark.radiusMeters());
    }

    /** @throws IllegalArgumentException where it is none */
    Place.Mark mark() {
        if (id == null || name == null || lat == null || lon == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return new Place.Mark(name, Coordinate.ofDegrees(lat.doubleValue(), lon.doubleValue()), radius);
    }
}
