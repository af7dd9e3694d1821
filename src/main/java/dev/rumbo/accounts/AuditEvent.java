package dev.rumbo.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A line of the audit log. It never changes, and holds no secret and nothing that a stranger typed.
 *
 * @param id sorts by time
 * @param time to the millisecond
 * @param fleetId whose administrators may read it; {@link #NO_FLEET} where no account is concerned
 * @param actorId of the user who did it; empty where nobody was logged in
 * @param actor the name of that user at the time; empty where nobody was logged in
 * @param subjectId what it was done to, such as a user or a device; empty where there is no more to say than the act
 * @param subject the name of that at the time
 * @param address from where, as far as it is kept; empty where the server did it by itself
 * @param count how often; more than once where like events were counted together until {@code time}
 */
public record AuditEvent(
        String id,
        Instant time,
        String fleetId,
        String actorId,
        String actor,
        AuditAct act,
        String subjectId,
        String subject,
        String address,
        int count) {

    /** Stands for the whole installation: no account is concerned. */
    public static final String NO_FLEET = "";

    /** A year's review finds the month of the last one. Then it is deleted, because it names people and where they were. */
    public static final Duration KEPT = Duration.ofDays(400);

    private static final long MAX_MILLIS = 0xfff_ffff_ffffL;

    /** What the ids of events at and after this instant are not less than. */
    public static String idAt(Instant time) {
        return String.format(Locale.ROOT, "%011x", Math.max(0, Math.min(time.toEpochMilli(), MAX_MILLIS)));
    }
}
