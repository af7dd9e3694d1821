package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditAct;
import dev.rumbo.jobs.Operations;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.PositionArchive;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Rebuilds and replays: begun here, done in the background, watched here. */
@Path("/api/v1")
@RolesAllowed({"admin", "operator"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class JobsResource {

    private static final Set<Job.Kind> REBUILDS = EnumSet.of(Job.Kind.REBUILD, Job.Kind.RULES);
    private static final Set<Job.Kind> REPLAYS = EnumSet.of(Job.Kind.REPLAY, Job.Kind.ARCHIVE_REPLAY);

    private final Operations operations;
    private final OperationsStore store;
    private final Subjects subjects;
    private final PositionArchive archive;
    private final CurrentUser caller;
    private final Audit audit;
    private final Clock clock;

    JobsResource(
            Operations operations,
            OperationsStore store,
            Subjects subjects,
            PositionArchive archive,
            CurrentUser caller,
            Audit audit,
            Clock clock) {
        this.operations = operations;
        this.store = store;
        this.subjects = subjects;
        this.archive = archive;
        this.caller = caller;
        this.audit = audit;
        this.clock = clock;
    }

    record NewRebuildJson(@Nullable String device) {}

    record NewReplayJson(
            @Nullable String from,
            @Nullable String to,
            @Nullable String source) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RebuildsJson(List<JobJson> rebuilds, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReplaysJson(List<JobJson> replays, @Nullable String next) {}

    @POST
    @Path("/rebuilds")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Work out trips and totals again from the positions (administrators, operators)",
            description = "Of one device, or of all of the fleet. What is read meanwhile is as it was")
    public JobJson rebuild(@Nullable NewRebuildJson body) {
        Optional<String> device = Optional.ofNullable(body).map(NewRebuildJson::device);
        device.ifPresent(id -> subjects.find(null, id));
        return begun(AuditAct.REBUILD_BEGUN, operations.rebuild(fleet(), device), device.orElse(""));
    }

    @GET
    @Path("/rebuilds")
    @Operation(
            summary = "Rebuilds, those after a change of the rules included, newest first (administrators, operators)")
    public RebuildsJson listRebuilds(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        Page<JobJson> page = list(REBUILDS, limit, next);
        return new RebuildsJson(page.items(), page.next().orElse(null));
    }

    @GET
    @Path("/rebuilds/{id}")
    @Operation(summary = "One rebuild and how far it is (administrators, operators)")
    public JobJson findRebuild(@PathParam("id") String id) {
        return find(REBUILDS, id);
    }

    @POST
    @Path("/replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary =
                    "Read the stream or the archive again from a time and store what is missing (administrators, operators)",
            description =
                    "What is stored already is not stored twice. `source` is `stream`, by the time when a record came, or "
                            + "`archive`, by the time when a position was recorded, up to `to` or now. What neither holds is left out")
    public JobJson replay(@Nullable NewReplayJson body) {
        if (body == null || body.from() == null) {
            throw Problem.badRequest("from", "is required, as a time in ISO 8601 with an offset or Z");
        }
        String text = body.from();
        Instant from = Instant.ofEpochMilli(Query.Span.parse(text, null).fromMillis());
        if (from.isAfter(clock.instant())) {
            throw Problem.badRequest("from", "must not lie in the future");
        }
        return switch (Optional.ofNullable(body.source()).orElse("stream")) {
            case "stream" -> replayStream(from, body.to());
            case "archive" -> replayArchive(text, body.to());
            default -> throw Problem.badRequest("source", "must be stream or archive");
        };
    }

    private JobJson replayStream(Instant from, @Nullable String to) {
        if (to != null) {
            throw Problem.badRequest("to", "is for the archive alone: the stream is read up to its end");
        }
        return begun(AuditAct.REPLAY_BEGUN, operations.replay(fleet(), from), from.toString());
    }

    private JobJson replayArchive(String start, @Nullable String end) {
        if (!archive.isKept()) {
            throw Problem.conflict("source", "this installation keeps no archive");
        }
        Query.Span span = Query.Span.parse(start, end);
        Instant from = Instant.ofEpochMilli(span.fromMillis());
        Instant to = end == null ? clock.instant() : Instant.ofEpochMilli(span.toMillis());
        return begun(AuditAct.REPLAY_BEGUN, operations.replayArchive(fleet(), from, to), from + "/" + to);
    }

    @GET
    @Path("/replays")
    @Operation(summary = "Replays, newest first (administrators, operators)")
    public ReplaysJson listReplays(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        Page<JobJson> page = list(REPLAYS, limit, next);
        return new ReplaysJson(page.items(), page.next().orElse(null));
    }

    @GET
    @Path("/replays/{id}")
    @Operation(summary = "One replay and how far it is (administrators, operators)")
    public JobJson findReplay(@PathParam("id") String id) {
        return find(REPLAYS, id);
    }

    /** @param of what it goes over, in words of a machine */
    private JobJson begun(AuditAct act, Job job, String of) {
        audit.note(act, fleet(), job.id(), of);
        return JobJson.from(job);
    }

    private Page<JobJson> list(Set<Job.Kind> kinds, @Nullable String limit, @Nullable String next) {
        int most = Query.limit(limit);
        return Query.page(next, after -> store.listJobs(fleet(), kinds, most, after))
                .map(JobJson::from);
    }

    private JobJson find(Set<Job.Kind> kinds, String id) {
        return store.findJob(fleet(), id)
                .filter(job -> kinds.contains(job.kind()))
                .map(JobJson::from)
                .orElseThrow(() -> Problem.notFound("There is no such job."));
    }

    private String fleet() {
        return caller.user().fleetId();
    }
}
