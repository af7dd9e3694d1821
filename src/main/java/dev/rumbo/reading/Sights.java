package dev.rumbo.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.privacy.Veil;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * The way to what is stored: {@link #of} wants a viewer and what is looked at, and what it gives shows what that viewer may see. Of this package only this
 * class, {@link Sight}, {@link PrivateSpans} and {@link RulesPreview} see the store ({@code ArchitectureTest}).
 */
@ApplicationScoped
public class Sights {

    private static final int MAX_PARTED_TRIPS = 20_000;

    /** As long as names are: a fleet on the road would otherwise cost a read for each position. */
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    private static final int MAX_REMEMBERED = 200_000;

    private final TrackStore tracks;
    private final FleetRules rules;
    private final PrivacyBook privacy;
    private final ViewLog views;

    private final Cache<Parted, List<Trip>> parts =
            Caffeine.newBuilder().maximumSize(MAX_PARTED_TRIPS).build();

    private final Cache<DeviceKey, Long> privateSince = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED_FOR)
            .maximumSize(MAX_REMEMBERED)
            .build();

    @Inject
    Sights(TrackStore tracks, FleetRules rules, PrivacyBook privacy, ViewLog views) {
        this.tracks = tracks;
        this.rules = rules;
        this.privacy = privacy;
        this.views = views;
    }

    /** What parts of a trip are shown: a function of these. */
    private record Parted(DeviceKey device, long start, long end, int count, long distance, Edits edits, Veil veil) {}

    /** @param looked what the question asks to see: the owner of what is seen finds it in the {@link ViewLog} */
    Sight of(Viewer viewer, Looked looked) {
        return new Sight(this, tracks, viewer, looked);
    }

    void note(Viewer viewer, DeviceKey device, Looked looked) {
        boolean about = !(viewer instanceof Viewer.Guest guest) || guest.isAbout(device);
        if (about && !viewer.id().isEmpty() && !viewer.owns(device.owner())) {
            views.note(viewer, device.owner(), looked);
        }
    }

    Veil veil(Viewer viewer, DeviceKey device) {
        return viewer instanceof Viewer.Guest guest && !guest.isAbout(device)
                ? Veil.SHUT
                : privacy.veil(viewer, device.owner());
    }

    /** What a veil shows of a stored trip that it does not mask. */
    List<Trip> parts(Veil veil, DeviceKey device, Trip trip) {
        if (veil.showsEveryPlace()) {
            return List.of(trip);
        }
        return parts.get(
                new Parted(
                        device,
                        trip.startMillis(),
                        trip.endMillis(),
                        trip.positionCount(),
                        trip.distanceMillimeters(),
                        trip.edits(),
                        veil),
                missing -> {
                    TripRules followed = rulesOf(device);
                    return veil.parts(
                            followed,
                            trip,
                            () -> TripRoutes.route(tracks, followed, device, trip),
                            () -> corrections(device, trip.startMillis(), trip.endMillis() + 1));
                });
    }

    /** All that overlap the span, borders included. */
    Corrections corrections(DeviceKey device, long fromMillis, long toMillis) {
        return tracks.findHead(device)
                .filter(head -> head.corrected().reaches(fromMillis, toMillis))
                .map(head -> Corrections.of(tracks.corrections(device, fromMillis, toMillis)))
                .orElse(Corrections.NONE);
    }

    /** Those that the device's trips follow. */
    TripRules rulesOf(DeviceKey device) {
        return tracks.findHead(device)
                .flatMap(head -> rules.find(device.fleetId(), head.rulesVersion()))
                .orElse(TripRules.DEFAULT);
    }

    /**
     * Since when the device is on a private trip, or where one ended; {@link Long#MAX_VALUE} where it is not. Known for {@link
     * #REMEMBERED_FOR}.
     */
    long privateSince(DeviceKey device) {
        return privateSince.get(
                device,
                missing -> tracks.findHead(device)
                        .map(head -> {
                            long last = head.last().timeMillis();
                            return PrivateSpans.of(tracks, head, last, last + 1).since(last);
                        })
                        .orElse(Long.MAX_VALUE));
    }

    /** After a correction. */
    void forget(DeviceKey device) {
        privateSince.invalidate(device);
    }
}
