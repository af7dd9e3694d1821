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
 * @param trace that this post is recorded in; empty for nearly all
 */
public record PositionPost(
        DeviceKey device,
        Track positions,
        Optional<String> importId,
        List<Border> borders,
        Optional<TraceParent> trace) {

    public PositionPost {
        borders = List.copyOf(borders);
    }

    public PositionPost(DeviceKey device, Track positions, Optional<String> importId, List<Border> borders) {
        this(device, positions, importId, borders, Optional.empty());
    }

    /** What a phone sent. */
    public PositionPost(DeviceKey device, Track positions) {
        this(device, positions, Optional.empty(), List.of());
    }

    public PositionPost traced(Optional<TraceParent> parent) {
        return new PositionPost(device, positions, importId, borders, parent);
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
                        .toList(),
                trace);
    }
}
