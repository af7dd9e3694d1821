package dev.rumbo.stream;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.Optional;

/**
 * Positions of one device that were accepted together and travel as one record.
 *
 * @param positions at most 10,000, never empty
 * @param importId of the import that they belong to; empty where a phone sent them
 * @param borders of that import, each of which ends with one of the positions; none where a phone sent them
 */
public record PositionPost(DeviceKey device, Track positions, Optional<String> importId, List<Border> borders) {

    public PositionPost {
        borders = List.copyOf(borders);
    }

    /** What a phone sent. */
    public PositionPost(DeviceKey device, Track positions) {
        this(device, positions, Optional.empty(), List.of());
    }

    /** What is left where nothing may be told of the span; it may be without positions. */
    public PositionPost without(ErasedSpan span) {
        return new PositionPost(
                device,
                span.without(positions),
                importId,
                borders.stream()
                        .flatMap(border -> span.without(border).stream())
                        .map(Border.class::cast)
                        .toList());
    }
}
