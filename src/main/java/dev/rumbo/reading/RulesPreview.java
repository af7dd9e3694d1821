package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Veil;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A day as its positions and corrections say it under rules that nobody has stored yet. Writes nothing. */
@ApplicationScoped
public class RulesPreview {

    private static final Duration FIRST_REACH = Duration.ofHours(3);

    /** Some 30 MB. A stop that began before so many positions is shown from there on. */
    private static final int MOST_POSITIONS = 500_000;

    private final TrackStore tracks;
    private final Sights sights;

    @Inject
    RulesPreview(TrackStore tracks, Sights sights) {
        this.tracks = tracks;
        this.sights = sights;
    }

    /** The local day of a device under the given rules, as the viewer may see it. */
    public DayView day(Viewer viewer, User owner, DeviceKey device, LocalDate date, TripRules rules) {
        DayBuilder day = new DayBuilder(date, owner.timeZone());
        tracks.findHead(device)
                .filter(head -> head.last().timeMillis() >= day.fromMillis()
                        && head.first().timeMillis() < day.toMillis())
                .ifPresent(head -> {
                    Sight sight = sights.of(viewer, Looked.day(date));
                    if (head.segmentsFromMillis() > day.fromMillis()) {
                        // No rules change what follows from positions that are gone.
                        day.add(
                                sight.totals(device, date, date),
                                sight.look(head, sight.stored(device, day.fromMillis(), day.toMillis())));
                    } else {
                        add(sight, day, date, owner, head, rules);
                    }
                });
        return day.build();
    }

    private void add(Sight sight, DayBuilder day, LocalDate date, User owner, DeviceHead head, TripRules rules) {
        TripDetector detector = new TripDetector(rules);
        String deviceId = head.device().deviceId();
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            long from = day.fromMillis() - reach;
            long to = day.toMillis() + reach;
            boolean startsAtFirst = from <= head.positionsFromMillis();
            boolean endsAtLast = to > head.last().timeMillis();
            Track window = tracks.positions(head.device(), from, to);
            Optional<Splice> splice = window.isEmpty()
                    ? Optional.empty()
                    : detector.recompute(
                            deviceId,
                            window,
                            startsAtFirst,
                            endsAtLast,
                            day.fromMillis(),
                            day.toMillis() - 1,
                            corrections(head, from, to));
            if (splice.isEmpty()) {
                continue;
            }
            List<Segment> segments = splice.get().segments();
            boolean knowsBefore =
                    startsAtFirst || segments.stream().anyMatch(segment -> segment.startMillis() < day.fromMillis());
            boolean knowsAfter =
                    endsAtLast || segments.stream().anyMatch(segment -> segment.startMillis() >= day.toMillis());
            if ((knowsBefore && knowsAfter) || window.size() > MOST_POSITIONS) {
                Veil veil = sight.veil(head.device());
                Function<Trip, List<Trip>> parts = trip -> veil.parts(
                        rules,
                        trip,
                        () -> TripRoutes.route(tracks, rules, head.device(), trip),
                        () -> corrections(head, from, to));
                List<Segment> counted = Sight.counted(veil, segments, parts);
                day.add(
                        List.of(Days.totals(counted, owner.timeZone(), date)),
                        sight.look(
                                head.device(),
                                around(segments, day),
                                startsAtFirst ? head.first() : window.get(0),
                                endsAtLast ? head.last() : window.get(window.size() - 1),
                                parts));
                return;
            }
        }
    }

    private Corrections corrections(DeviceHead head, long fromMillis, long toMillis) {
        return head.corrected().reaches(fromMillis, toMillis)
                ? Corrections.of(tracks.corrections(head.device(), fromMillis, toMillis))
                : Corrections.NONE;
    }

    /** Those that start in the day, with one neighbor on each side. */
    private static List<Segment> around(List<Segment> segments, DayBuilder day) {
        int first = 0;
        while (first + 1 < segments.size() && segments.get(first + 1).startMillis() < day.fromMillis()) {
            first++;
        }
        List<Segment> around = new ArrayList<>();
        for (Segment segment : segments.subList(first, segments.size())) {
            around.add(segment);
            if (segment.startMillis() >= day.toMillis()) {
                break;
            }
        }
        return around;
    }
}
