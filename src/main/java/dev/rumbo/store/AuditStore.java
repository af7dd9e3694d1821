package dev.rumbo.store;

import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import java.util.Optional;

/**
 * The audit log: written once, read, never changed. What is older than {@link AuditEvent#KEPT} goes by itself.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface AuditStore {

    /** It is durable when this returns. */
    void append(AuditEvent event);

    /** Of one fleet, newest first. */
    Page<AuditEvent> list(String fleetId, AuditFilter filter, int limit, Optional<String> after);
}
