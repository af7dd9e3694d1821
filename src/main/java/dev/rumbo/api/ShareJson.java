package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link that the caller shares. */
@Schema(name = "Share")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShareJson(
        String id,

        @Schema(enumeration = {"trip", "day", "live"}) String kind,

        @Schema(description = "Id of the trip") @Nullable String trip,

        @Schema(description = "The day, by the clock of its owner") @Nullable
        LocalDate date,

        @Schema(description = "Id of the one device that a day or the live position is of; absent for all") @Nullable
        String device,

        Instant createdAt,
        Instant expires,

        @Schema(description = "Whether a password is asked for")
        boolean password,

        @Schema(description = "How often it was opened") long views,

        @Schema(description = "Absent where it was not opened yet") @Nullable
        Instant lastViewAt,

        @Schema(description = "To be handed on; shown once") @Nullable
        String link) {

    static ShareJson of(ShareUse use) {
        return of(use, null);
    }

    static ShareJson of(Share made, String link) {
        return of(new ShareUse(made, 0, Optional.empty()), link);
    }

    private static ShareJson of(ShareUse use, @Nullable String link) {
        Share share = use.share();
        Subject subject = share.subject();
        Optional<String> device = subject instanceof Subject.OfDay day
                ? day.deviceId()
                : subject instanceof Subject.Live live ? live.deviceId() : Optional.empty();
        return new ShareJson(
                share.id(),
                subject.word(),
                subject instanceof Subject.OfTrip trip ? trip.tripId() : null,
                subject instanceof Subject.OfDay day ? day.date() : null,
                device.orElse(null),
                share.createdAt(),
                share.end(),
                share.passwordHash().isPresent(),
                use.views(),
                use.lastViewAt().orElse(null),
                link);
    }
}
