package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.privacy.MaskedTrip;
import dev.rumbo.privacy.Veil;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Stops;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The track store as one viewer may see it. Methods are those of {@link TrackStore}, except that of what the viewer may not see they
 * know nothing. Heads are as stored and leave this package in no other form than {@link #lastSeen}.
 */
final class Sight {

    /** Where all that is near is hidden, the next look goes twice as far. */
    private static final long FIRST_LOOK_MILLIS = Duration.ofDays(1).toMillis();

    private final Sights sights;
    private final TrackStore tracks;
    private final Viewer viewer;
    private final Looked looked;

    Sight(Sights sights, TrackStore tracks, Viewer viewer, Looked looked) {
        this.sights = sights;
        this.tracks = tracks;
        this.viewer = viewer;
        this.looked = looked;
    }

    /**
     * A part of a device's timeline.
     *
     * @param masked private trips of which time and totals are told
     */
    record Seen(List<Segment> segments, List<Stop> stops, List<MaskedTrip> masked) {}

    Optional<DeviceHead> findHead(DeviceKey device) {
        return tracks.findHead(device);
    }

    List<DeviceHead> listHeads(Owner owner) {
        return tracks.listHeads(owner);
    }

    Page<DeviceHead> listHeads(String fleetId, int limit, Optional<String> after) {
        return tracks.listHeads(fleetId, limit, after);
    }

    /** Whether the viewer may see where the device is now, which is {@code last}. */
    boolean seesNow(DeviceKey device, Position last) {
        Veil veil = sights.veil(viewer, device);
        boolean seen =
                !veil.hidesNow(last) && !(veil.masksPrivateTrips() && last.timeMillis() >= sights.privateSince(device));
        if (seen) {
            sights.note(viewer, device, looked);
        }
        return seen;
    }

    /** The last position that is stored of the device; empty where the viewer may not see it. */
    Optional<Position> lastSeen(DeviceKey device) {
        return tracks.findHead(device)
                .filter(head -> !head.emptied())
                .map(DeviceHead::last)
                .filter(last -> seesNow(device, last));
    }

    List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        Veil veil = veil(device);
        List<Segment> stored = tracks.segments(device, fromMillis, toMillis);
        if (isClear(veil)) {
            return stored;
        }
        List<Segment> all = new ArrayList<>(stored);
        if (!veil.showsEveryPlace()) {
            tracks.findSegmentBefore(device, fromMillis).ifPresent(before -> all.add(0, before));
        }
        PrivateSpans spans = privateSpans(veil, device, all);
        return all.stream()
                .flatMap(segment -> seen(veil, spans, device, segment))
                .filter(segment -> segment.startMillis() >= fromMillis && segment.startMillis() < toMillis)
                .toList();
    }

    Optional<Segment> findSegmentBefore(DeviceKey device, long millis) {
        Veil veil = veil(device);
        long to = millis;
        for (long reach = FIRST_LOOK_MILLIS; ; reach *= 2) {
            Optional<Segment> stored = tracks.findSegmentBefore(device, to);
            if (stored.isEmpty() || isClear(veil)) {
                return stored;
            }
            long from = stored.get().startMillis() - reach;
            Optional<Segment> last = segments(device, from, to).stream().reduce((first, second) -> second);
            if (last.isPresent()) {
                return last;
            }
            to = from;
        }
    }

    Optional<Segment> findSegmentFrom(DeviceKey device, long millis) {
        Veil veil = veil(device);
        long from = millis;
        for (long reach = FIRST_LOOK_MILLIS; ; reach *= 2) {
            Optional<Segment> stored = tracks.findSegmentFrom(device, from);
            if (isClear(veil)) {
                return stored;
            }
            if (stored.isEmpty()) {
                // Of the last segment a part may be shown that begins later than all that is stored.
                return segments(device, from, from + Correction.LONGEST.toMillis()).stream()
                        .findFirst();
            }
            long to = stored.get().startMillis() + reach;
            Optional<Segment> first = segments(device, from, to).stream().findFirst();
            if (first.isPresent()) {
                return first;
            }
            from = to;
        }
    }

    Track positions(DeviceKey device, long fromMillis, long toMillis) {
        return visible(device, tracks.positions(device, fromMillis, toMillis));
    }

    Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        if (isClear(veil(device))) {
            return tracks.positions(device, fromMillis, toMillis, limit);
        }
        List<Position> found = new ArrayList<>();
        Optional<Position> last = Optional.empty();
        long from = fromMillis;
        int ask = limit;
        while (true) {
            Track part = tracks.positions(device, from, toMillis, ask);
            Optional<Position> after = last;
            Track fresh = last.isEmpty()
                    ? part
                    : Track.of(part.stream()
                            .filter(position -> position.compareTo(after.get()) > 0)
                            .toList());
            found.addAll(visible(device, fresh));
            if (part.size() < ask || found.size() >= limit) {
                return Track.of(found.subList(0, Math.min(limit, found.size())));
            }
            // More positions of one instant than were asked for would come again and again.
            ask = fresh.isEmpty() ? ask * 2 : ask;
            last = Optional.of(part.get(part.size() - 1));
            from = last.get().timeMillis();
        }
    }

    /** The positions of a shown trip that the cleaning kept. */
    Track route(DeviceKey device, Trip trip) {
        Veil veil = veil(device);
        if (veil.showsEveryPlace()) {
            return TripRoutes.route(tracks, sights.rulesOf(device), device, trip);
        }
        return tracks.findSegmentBefore(device, trip.startMillis() + 1)
                .filter(Trip.class::isInstance)
                .map(stored -> TripRoutes.route(tracks, sights.rulesOf(device), device, (Trip) stored))
                .map(route -> visible(device, route).between(trip.startMillis(), trip.endMillis() + 1))
                .orElse(Track.EMPTY);
    }

    List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        List<DayTotals> stored = tracks.totals(device, from, to);
        Veil veil = veil(device);
        Optional<DeviceHead> head = tracks.findHead(device);
        if (stored.isEmpty()
                || isClear(veil)
                || head.isEmpty()
                || (veil.showsEveryPlace() && !isCorrected(head.get()))) {
            return stored;
        }
        ZoneId zone = head.get().zone().orElse(veil.timeZone());
        long fromMillis = stored.get(0).date().atStartOfDay(zone).toInstant().toEpochMilli();
        long toMillis = stored.get(stored.size() - 1)
                .date()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant()
                .toEpochMilli();
        List<Segment> segments = new ArrayList<>();
        tracks.findSegmentBefore(device, fromMillis).ifPresent(segments::add);
        segments.addAll(tracks.segments(device, fromMillis, toMillis));
        List<Segment> counted = counted(veil, segments, trip -> sights.parts(veil, device, trip));
        return counted.equals(segments.stream().filter(Trip.class::isInstance).toList())
                ? stored
                : stored.stream()
                        .map(day -> Days.totals(counted, zone, day.date()))
                        .toList();
    }

    /** Those that somebody made, and that speak of nothing that is hidden from the viewer. */
    List<Correction> corrections(DeviceKey device, long fromMillis, long toMillis) {
        List<Correction> stored = tracks.corrections(device, fromMillis, toMillis).stream()
                .filter(correction -> !(correction.change() instanceof Correction.Border))
                .toList();
        Veil veil = veil(device);
        if (isClear(veil)) {
            return stored;
        }
        return stored.stream()
                .filter(correction -> showsAll(veil, device, correction.fromMillis(), correction.toMillis()))
                .toList();
    }

    /** Where recording broke off; told only to those who may see all of it. */
    Corrections borders(DeviceKey device, long fromMillis, long toMillis) {
        return isClear(veil(device)) ? sights.corrections(device, fromMillis, toMillis) : Corrections.NONE;
    }

    /**
     * What the viewer sees of a stretch of the timeline.
     *
     * @param stored segments in order, none left out between the first and the last
     * @param first the device's first position, or what stands for it
     * @param parts what is shown of a trip that is not masked
     */
    Seen look(DeviceKey device, List<Segment> stored, Position first, Position last, Function<Trip, List<Trip>> parts) {
        List<Stop> stops = Stops.all(device.deviceId(), stored, first, last);
        Veil veil = veil(device);
        if (isClear(veil)) {
            return new Seen(stored, stops, List.of());
        }
        List<Segment> segments = new ArrayList<>();
        List<MaskedTrip> masked = new ArrayList<>();
        PrivateSpans spans = privateSpans(veil, device, first.timeMillis(), last.timeMillis());
        for (Segment segment : stored) {
            if (segment instanceof Trip trip && isPrivate(veil, spans, trip)) {
                veil.told(trip).ifPresent(masked::add);
            } else if (segment instanceof Trip trip) {
                segments.addAll(parts.apply(trip));
            } else {
                seen(veil, spans, device, segment).forEach(segments::add);
            }
        }
        return new Seen(
                segments,
                stops.stream()
                        .filter(stop -> !spans.overlap(stop.startMillis(), stop.endMillis() - 1))
                        .flatMap(stop -> veil.shown(stop).stream())
                        .toList(),
                masked);
    }

    /** As {@link #look} of what is stored. */
    Seen look(DeviceHead head, List<Segment> stored) {
        DeviceKey device = head.device();
        return look(device, stored, head.first(), head.last(), trip -> sights.parts(veil(device), device, trip));
    }

    /** Segments as they are stored: for {@link #look}, and nothing else. */
    List<Segment> stored(DeviceKey device, long fromMillis, long toMillis) {
        List<Segment> segments = new ArrayList<>();
        tracks.findSegmentBefore(device, fromMillis).ifPresent(segments::add);
        segments.addAll(tracks.segments(device, fromMillis, toMillis));
        tracks.findSegmentFrom(device, toMillis).ifPresent(segments::add);
        return segments;
    }

    /** Whoever asks what they may see of a device is told of to its owner. */
    Veil veil(DeviceKey device) {
        sights.note(viewer, device, looked);
        return sights.veil(viewer, device);
    }

    private static boolean isClear(Veil veil) {
        return veil.showsEveryPlace() && !veil.masksPrivateTrips();
    }

    private static boolean isCorrected(DeviceHead head) {
        return head.corrected().lastSequence() > 0;
    }

    private Stream<Segment> seen(Veil veil, PrivateSpans spans, DeviceKey device, Segment segment) {
        if (segment instanceof Trip trip) {
            return isPrivate(veil, spans, trip)
                    ? Stream.empty()
                    : sights.parts(veil, device, trip).stream().map(Segment.class::cast);
        }
        Gap gap = (Gap) segment;
        return veil.hides(gap) || spans.overlap(gap) ? Stream.empty() : Stream.of(gap);
    }

    private static boolean isPrivate(Veil veil, PrivateSpans spans, Trip trip) {
        return veil.masks(trip) || spans.overlap(trip);
    }

    /** What of trips counts in totals: what is shown, and private trips whose totals are told. */
    static List<Segment> counted(Veil veil, List<Segment> stored, Function<Trip, List<Trip>> parts) {
        List<Segment> counted = new ArrayList<>();
        for (Segment segment : stored) {
            if (!(segment instanceof Trip trip)) {
                continue;
            }
            if (!veil.masks(trip)) {
                counted.addAll(parts.apply(trip));
            } else if (veil.told(trip).isPresent()) {
                counted.add(trip);
            }
        }
        return counted;
    }

    private boolean showsAll(Veil veil, DeviceKey device, long fromMillis, long toMillis) {
        PrivateSpans spans = privateSpans(veil, device, fromMillis, toMillis);
        return !spans.overlap(fromMillis, toMillis)
                && Stream.concat(
                                tracks.findSegmentBefore(device, fromMillis).stream()
                                        .filter(segment -> segment.endMillis() >= fromMillis),
                                tracks.segments(device, fromMillis, toMillis + 1).stream())
                        .allMatch(segment ->
                                seen(veil, spans, device, segment).toList().equals(List.of(segment)));
    }

    private Track visible(DeviceKey device, Track track) {
        Veil veil = veil(device);
        if (track.isEmpty() || isClear(veil)) {
            return track;
        }
        PrivateSpans spans = privateSpans(veil, device, track.timeMillis(0), track.timeMillis(track.size() - 1));
        List<Position> visible = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            long time = track.timeMillis(i);
            if (!spans.overlap(time, time) && !veil.hides(time, track.latitudeE7(i), track.longitudeE7(i))) {
                visible.add(track.get(i));
            }
        }
        return visible.size() == track.size() ? track : Track.of(visible);
    }

    private PrivateSpans privateSpans(Veil veil, DeviceKey device, List<Segment> segments) {
        return segments.isEmpty()
                ? PrivateSpans.NONE
                : privateSpans(
                        veil,
                        device,
                        segments.get(0).startMillis(),
                        segments.get(segments.size() - 1).endMillis());
    }

    /** @param toMillis included */
    private PrivateSpans privateSpans(Veil veil, DeviceKey device, long fromMillis, long toMillis) {
        return veil.masksPrivateTrips()
                ? tracks.findHead(device)
                        .map(head -> PrivateSpans.of(tracks, head, fromMillis, toMillis + 1))
                        .orElse(PrivateSpans.NONE)
                : PrivateSpans.NONE;
    }
}
