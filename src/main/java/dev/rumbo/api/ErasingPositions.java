package dev.rumbo.api;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.jobs.Operations;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.Audit;
import dev.rumbo.store.Erasure;
import dev.rumbo.trips.ErasedSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Has what was recorded of a time deleted, for the owner of the device, and notes that in the audit log. */
@ApplicationScoped
public class ErasingPositions {

    private final Operations operations;
    private final Timelines timelines;
    private final Audit audit;

    ErasingPositions(Operations operations, Timelines timelines, Audit audit) {
        this.operations = operations;
        this.timelines = timelines;
        this.audit = audit;
    }

    /** @return empty, and nothing done, where all of the span is to come */
    public Optional<Erasure> erase(DeviceKey device, ErasedSpan span) {
        Optional<Erasure> begun = operations.erase(device, span);
        begun.ifPresent(erasure -> {
            audit.note(
                    AuditAct.POSITIONS_ERASED,
                    device.fleetId(),
                    device.deviceId(),
                    Instant.ofEpochMilli(erasure.span().fromMillis()) + "/"
                            + Instant.ofEpochMilli(erasure.span().toMillis()));
            timelines.corrected(device);
        });
        return begun;
    }

    /** Newest first. */
    public List<Erasure> list(DeviceKey device) {
        List<Erasure> erasures = new ArrayList<>(operations.erasures(device));
        Collections.reverse(erasures);
        return erasures;
    }
}
