package dev.rumbo.web;

import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.trips.SegmentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A line of the list of links.
 *
 * @param tripStartMillis of a trip
 * @param date of a day
 * @param device the name of the one device that a day or the live position is of; empty for all
 */
public record ShareRow(
        String id,
        String kind,
        long tripStartMillis,
        Optional<LocalDate> date,
        String device,
        boolean password,
        long endMillis,
        long views,
        Optional<Long> lastViewMillis) {

    /** @param device the name of the one device that it is of */
    static ShareRow of(ShareUse use, String device) {
        Share share = use.share();
        Subject subject = share.subject();
        long start = subject instanceof Subject.OfTrip trip
                ? SegmentId.parse(trip.tripId()).map(SegmentId::startMillis).orElse(0L)
                : 0;
        return new ShareRow(
                share.id(),
                subject.word(),
                start,
                subject instanceof Subject.OfDay day ? Optional.of(day.date()) : Optional.empty(),
                device,
                share.passwordHash().isPresent(),
                share.end().toEpochMilli(),
                use.views(),
                use.lastViewAt().map(Instant::toEpochMilli));
    }

    /** Of the one device that the link is of. */
    static Optional<String> deviceId(Share share) {
        if (share.subject() instanceof Subject.OfDay day) {
            return day.deviceId();
        }
        return share.subject() instanceof Subject.Live live ? live.deviceId() : Optional.empty();
    }
}
