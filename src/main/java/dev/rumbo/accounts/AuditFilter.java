package dev.rumbo.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events of the audit log are asked for.
 *
 * @param from included
 * @param to not included
 * @param userId of the user who did it, or to whom it was done
 */
public record AuditFilter(Instant from, Instant to, Optional<AuditAct> act, Optional<String> userId) {}
