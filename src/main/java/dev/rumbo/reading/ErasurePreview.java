package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Says what would go with the positions of a time. */
@ApplicationScoped
public class ErasurePreview {

    private static final int MOST_COUNTED = 200_000;
    private static final int PER_READ = 10_000;

    private final Positions positions;
    private final Timelines timelines;

    ErasurePreview(Positions positions, Timelines timelines) {
        this.positions = positions;
        this.timelines = timelines;
    }

    /**
     * What would go.
     *
     * @param positions that are stored now
     * @param more whether there are more than these, which were not counted
     * @param trips that lie in the time whole
     * @param distanceMillimeters of those trips
     * @param cutTrips that lose a part and are worked out anew from what is left
     */
    public record Loss(long positions, boolean more, long trips, long distanceMillimeters, long cutTrips) {}

    public Loss of(Viewer owner, DeviceKey device, long fromMillis, long toMillis) {
        long count = 0;
        Optional<String> next = Optional.empty();
        do {
            var page = positions.page(owner, device, fromMillis, toMillis, PER_READ, next);
            List<Position> items = page.items();
            count += items.size();
            next = page.next();
        } while (next.isPresent() && count < MOST_COUNTED);
        List<Trip> trips = timelines.allTrips(owner, Scope.of(device), fromMillis, toMillis);
        List<Trip> whole = trips.stream()
                .filter(trip -> trip.startMillis() >= fromMillis && trip.endMillis() < toMillis)
                .toList();
        return new Loss(
                count,
                next.isPresent(),
                whole.size(),
                whole.stream().mapToLong(Trip::distanceMillimeters).sum(),
                trips.size() - whole.size());
    }
}
