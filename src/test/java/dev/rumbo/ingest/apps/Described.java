package dev.rumbo.ingest.apps;

import dev.rumbo.trips.Position;
import java.time.Instant;
import java.util.OptionalDouble;

/** A position in a line. */
final class Described {

    private Described() {}

    /** @param now a position of this time reads "now" */
    static String of(Position position, Instant now) {
        return (position.time().equals(now) ? "now" : position.time())
                + " "
                + position.coordinate().latitude()
                + " "
                + position.coordinate().longitude()
                + value(position.speedMetersPerSecond(), "", " m/s")
                + value(position.courseDegrees(), "", " deg")
                + value(position.altitudeMeters(), "", " m")
                + value(position.accuracyMeters(), "+-", " m");
    }

    private static String value(OptionalDouble value, String before, String after) {
        return value.isPresent() ? " " + before + value.getAsDouble() + after : "";
    }
}
