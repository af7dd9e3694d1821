package dev.rumbo.api;

import dev.rumbo.trips.HarshEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Harsh acceleration and braking of a trip. */
@Schema(
        name = "Harsh",
        description = "Harsh acceleration and braking; left out where the speeds that the phone told cannot tell")
record HarshJson(int accelerationCount, int brakingCount, List<EventJson> events) {

    @Schema(name = "HarshEvent")
    record EventJson(
            Instant time,
            BigDecimal lat,
            BigDecimal lon,

            @Schema(description = "In m/s², below 0 where the car braked")
            BigDecimal accelerationMps2) {}

    static HarshJson from(List<HarshEvent> events) {
        int brakings = (int) events.stream()
                .filter(event -> event.metersPerSecondSquared() < 0)
                .count();
        return new HarshJson(
                events.size() - brakings,
                brakings,
                events.stream()
                        .map(event -> new EventJson(
                                Instant.ofEpochMilli(event.timeMillis()),
                                Wire.degrees(event.place().latitudeE7()),
                                Wire.degrees(event.place().longitudeE7()),
                                Wire.metersPerSecondSquared(event.metersPerSecondSquared())))
                        .toList());
    }
}
