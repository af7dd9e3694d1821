package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Position;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A position as the API shows it; what is unknown is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PositionJson(
        Instant time,
        double lat,
        double lon,
        @Nullable Double speed,
        @Nullable Double course,
        @Nullable Double altitude,
        @Nullable Double accuracy) {

    public static PositionJson of(Position position) {
        return new PositionJson(
                position.time(),
                position.latitudeE7() / Coordinate.E7,
                position.longitudeE7() / Coordinate.E7,
                orNull(position.speedMetersPerSecond()),
                orNull(position.courseDegrees()),
                orNull(position.altitudeMeters()),
                orNull(position.accuracyMeters()));
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
