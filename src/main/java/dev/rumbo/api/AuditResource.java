package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what in the fleet: read, and by nobody changed. */
@Path("/api/v1")
@RolesAllowed({"admin", "operator"})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class AuditResource {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final String FLEET = "fleet";
    private static final String INSTALLATION = "installation";
    private static final int EVENTS_PER_READ = 1_000;
    private static final String ACT = "One kind of event only, such as log-in-failed";
    private static final String SCOPE =
            "fleet, for its administrators; installation, for operators: what concerns no account, such as log-ins to ones that"
                    + " do not exist";
    private static final String USER = "What this user did and what was done to them";

    private final Audit audit;
    private final CurrentUser caller;

    AuditResource(Audit audit, CurrentUser caller) {
        this.audit = audit;
        this.caller = caller;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditLogJson(List<AuditJson> events, @Nullable String next) {}

    @GET
    @Path("/audit")
    @Operation(
            summary = "The fleet's audit log, newest first (administrators, operators)",
            description = "Administrative acts and authentication of the last 400 days. Nobody can change it")
    public AuditLogJson list(
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = ACT) @QueryParam("act") @Nullable String act,
            @Parameter(description = USER) @QueryParam("user") @Nullable String user,
            @Parameter(description = SCOPE) @QueryParam("scope") @DefaultValue(FLEET) String scope,
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        int most = Query.limit(limit);
        String fleet = fleet(scope);
        AuditFilter filter = filter(from, to, act, user);
        Page<AuditJson> page = Query.page(next, after -> audit.list(fleet, filter, most, after))
                .map(AuditJson::of);
        return new AuditLogJson(page.items(), page.next().orElse(null));
    }

    @GET
    @Path("/audit.csv")
    @Produces(CSV)
    @Operation(summary = "The same as a table, all of it (administrators, operators)")
    @APIResponse(
            responseCode = "200",
            description = "A header line and a row for each event, newest first",
            content = @Content(mediaType = "text/csv"))
    public Response table(
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = ACT) @QueryParam("act") @Nullable String act,
            @Parameter(description = USER) @QueryParam("user") @Nullable String user,
            @Parameter(description = SCOPE) @QueryParam("scope") @DefaultValue(FLEET) String scope) {
        String fleet = fleet(scope);
        AuditFilter filter = filter(from, to, act, user);
        audit.note(AuditAct.AUDIT_EXPORTED, fleet, "", "");
        StreamingOutput body = stream -> write(stream, fleet, filter);
        return Response.ok(body, CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\"")
                .build();
    }

    private void write(OutputStream stream, String fleet, AuditFilter filter) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        out.write(String.join(",", AuditJson.COLUMNS) + CsvCells.LINE_END);
        Optional<String> next = Optional.empty();
        do {
            Page<AuditEvent> page = audit.list(fleet, filter, EVENTS_PER_READ, next);
            for (AuditEvent event : page.items()) {
                out.write(AuditJson.csv(event) + CsvCells.LINE_END);
            }
            next = page.next();
        } while (next.isPresent());
        out.flush();
    }

    private String fleet(String scope) {
        boolean installation = scope.equals(INSTALLATION);
        if (!installation && !scope.equals(FLEET)) {
            throw Problem.badRequest("scope", "must be fleet or installation");
        }
        if (installation ? !caller.isOperator() : !caller.isAdmin()) {
            throw Problem.forbidden("This credential may not do that.");
        }
        return installation ? AuditEvent.NO_FLEET : caller.user().fleetId();
    }

    private static AuditFilter filter(
            @Nullable String from, @Nullable String to, @Nullable String act, @Nullable String user) {
        Query.Span span = Query.Span.parse(from, to);
        return new AuditFilter(
                Instant.ofEpochMilli(span.fromMillis()),
                Instant.ofEpochMilli(span.toMillis()),
                Optional.ofNullable(act).map(AuditResource::act),
                Optional.ofNullable(user));
    }

    private static AuditAct act(String word) {
        return AuditAct.of(word)
                .orElseThrow(() -> Problem.badRequest(
                        "act",
                        "must be one of "
                                + Arrays.stream(AuditAct.values())
                                        .map(AuditAct::word)
                                        .collect(Collectors.joining(", "))));
    }
}
