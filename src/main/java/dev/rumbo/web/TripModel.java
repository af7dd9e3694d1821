package dev.rumbo.web;

import dev.rumbo.reading.Routes;
import dev.rumbo.trips.HarshEvent;
import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a trip shows.
 *
 * @param date the owner's local day on which it starts
 * @param own whether the viewer drove it
 * @param previous the drive of the same device before it
 * @param hasRoute whether its positions are kept still
 * @param histogram how long it went how fast
 * @param harsh in time order; empty where its speeds cannot tell
 * @param before earlier drives of the same route, the newest first
 */
public record TripModel(
        Trip trip,
        String deviceName,
        String userId,
        LocalDate date,
        boolean own,
        Optional<Trip> previous,
        Optional<Trip> next,
        boolean hasRoute,
        SpeedHistogram histogram,
        Optional<List<HarshEvent>> harsh,
        List<Trip> before) {

    private static final int MOST_BEFORE = 10;

    public TripModel {
        before = List.copyOf(before);
    }

    public long seconds() {
        return Routes.seconds(trip);
    }

    public long secondsOf(Trip other) {
        return Routes.seconds(other);
    }

    /** Those that the table lists. */
    public List<Trip> latestBefore() {
        return before.subList(0, Math.min(MOST_BEFORE, before.size()));
    }

    /** This drive and all before it. */
    public Routes.Route route() {
        List<Trip> all = new ArrayList<>(before);
        all.add(trip);
        return new Routes.Route(all);
    }

    /** Of the drives before; only where there are any. */
    public Routes.Route earlier() {
        return new Routes.Route(before);
    }

    public String mapPath() {
        return "/trips/" + trip.id() + "/map.json";
    }

    public String dayPath() {
        return "/days/" + date + (own ? "" : "?user=" + userId) + "#" + trip.id();
    }

    public String exportPath(String format) {
        return "/api/v1/trips/" + trip.id() + "/route." + format;
    }

    public String legendAt(int limit) {
        return Chart.percent(limit + 1, DayModel.COLOR_BANDS);
    }

    public boolean braking(HarshEvent event) {
        return event.metersPerSecondSquared() < 0;
    }
}
