package dev.rumbo.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A link by which somebody without an account sees a part of what is the owner's, for a while.
 *
 * @param hash of the secret in the link: unpadded base64url of its SHA-256
 * @param id public identifier, unique among the owner's
 * @param passwordHash Argon2id in the PHC string format; empty where the link is enough
 * @param end from when on it is of no use
 */
public record Share(
        String hash,
        String id,
        Owner owner,
        Subject subject,
        Optional<String> passwordHash,
        Instant createdAt,
        Instant end) {

    /** What a link shows. */
    public sealed interface Subject {

        /** As callers write it, and as it is stored: one that was released is never changed. */
        String word();

        /**
         * One trip.
         *
         * @param untilMillis its end when the link was made: what it was merged with or drove on to since is not shown
         */
        record OfTrip(String tripId, long untilMillis) implements Subject {

            /** Before anybody looked where it ends. */
            public OfTrip(String tripId) {
                this(tripId, Long.MAX_VALUE);
            }

            @Override
            public String word() {
                return "trip";
            }
        }

        /**
         * One day by the owner's clock.
         *
         * @param deviceId all devices of the owner where it is empty
         */
        record OfDay(LocalDate date, Optional<String> deviceId) implements Subject {
            @Override
            public String word() {
                return "day";
            }
        }

        /**
         * Where the owner is while the link is of use.
         *
         * @param deviceId the one that was heard of last where it is empty
         */
        record Live(Optional<String> deviceId) implements Subject {
            @Override
            public String word() {
                return "live";
            }
        }
    }
}
