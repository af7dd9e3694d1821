package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditAct;
import dev.rumbo.jobs.Operations;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.TripTracker;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Records of the stream that could not be read: those of the fleet's devices are its administrators', those that name no known device
 * are the operators'. To everybody else they look as if they did not exist.
 */
@Path("/api/v1/set-aside")
@RolesAllowed({"admin", "operator"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class SetAsideResource {

    private final TrackStore tracks;
    private final TripTracker tracker;
    private final Operations operations;
    private final AccountStore accounts;
    private final CurrentUser caller;
    private final Audit audit;

    SetAsideResource(
            TrackStore tracks,
            TripTracker tracker,
            Operations operations,
            AccountStore accounts,
            CurrentUser caller,
            Audit audit) {
        this.tracks = tracks;
        this.tracker = tracker;
        this.operations = operations;
        this.accounts = accounts;
        this.caller = caller;
        this.audit = audit;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RecordsJson(List<SetAsideJson> records, @Nullable String next) {}

    /** What became of a record that was read again. */
    @Schema(name = "ReplayedRecord")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplayedJson(
            @Schema(description = "Whether it could be read; then it has left the list")
            boolean stored,

            @Schema(description = "That were missing") @Nullable
            Integer positionsStored,

            @Schema(description = "Why it still cannot be read") @Nullable
            String reason) {}

    @GET
    @Operation(summary = "Records that could not be read, oldest first (administrators, operators)")
    public RecordsJson list(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        int most = Query.limit(limit);
        Page<SetAsideEntry> page = Query.page(next, after -> tracks.listSetAside(most, after));
        Map<String, Boolean> visible = new HashMap<>();
        return new RecordsJson(
                page.items().stream()
                        .filter(entry -> visible.computeIfAbsent(deviceId(entry), this::isVisible))
                        .map(SetAsideJson::listed)
                        .toList(),
                page.next().orElse(null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One record with its bytes, and what it says where it can be read (administrators, operators)")
    public SetAsideJson find(@PathParam("id") String id) {
        SetAsideEntry entry = entry(id);
        return SetAsideJson.whole(entry, tracker.decode(entry.setAside().record()));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Read a record again (administrators, operators)",
            description =
                    "Readable now, it is stored and leaves the list; else it stays, with the reason that holds now")
    public ReplayedJson replay(@PathParam("id") String id) {
        SetAsideEntry entry = entry(id);
        Optional<Integer> stored = operations.replay(entry);
        note(AuditAct.SET_ASIDE_REPLAYED, entry);
        return stored.isPresent()
                ? new ReplayedJson(true, stored.get(), null)
                : new ReplayedJson(false, null, entry(id).setAside().reason());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Discard a record (administrators, operators)")
    public void discard(@PathParam("id") String id) {
        SetAsideEntry entry = entry(id);
        tracks.removeSetAside(entry.id());
        note(AuditAct.SET_ASIDE_DISCARDED, entry);
    }

    private void note(AuditAct act, SetAsideEntry entry) {
        StreamRecord record = entry.setAside().record();
        audit.note(act, caller.user().fleetId(), entry.id(), record.shardId() + " " + record.sequenceNumber());
    }

    private SetAsideEntry entry(String id) {
        return tracks.findSetAside(id)
                .filter(entry -> isVisible(deviceId(entry)))
                .orElseThrow(() -> Problem.notFound("There is no such record."));
    }

    /** The device that a record is of, by what it says, or else by the key under which the application puts a device's posts. */
    private String deviceId(SetAsideEntry entry) {
        StreamRecord record = entry.setAside().record();
        return tracker.decode(record).map(post -> post.device().deviceId()).orElseGet(record::partitionKey);
    }

    private boolean isVisible(String deviceId) {
        String fleet = caller.user().fleetId();
        return (caller.isAdmin() && accounts.findDevice(fleet, deviceId).isPresent())
                || (caller.isOperator() && accounts.findDevice(deviceId).isEmpty());
    }
}
