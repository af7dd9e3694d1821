package dev.rumbo.api;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.jobs.Operations;
import dev.rumbo.places.Places;
import dev.rumbo.reading.RulesPreview;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RulesChange;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.Threshold;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.TripRules;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The thresholds of trip detection: seen, tried and changed. */
@Path("/api/v1/rules")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class RulesResource {

    private static final String NAMED =
            "Thresholds to change, by name; null brings one back to its default, those not named stay as they are";

    private final FleetRules rules;
    private final Operations operations;
    private final OperationsStore store;
    private final RulesPreview preview;
    private final Subjects subjects;
    private final CurrentUser caller;
    private final Audit audit;

    RulesResource(
            FleetRules rules,
            Operations operations,
            OperationsStore store,
            RulesPreview preview,
            Subjects subjects,
            CurrentUser caller,
            Audit audit) {
        this.rules = rules;
        this.operations = operations;
        this.store = store;
        this.preview = preview;
        this.subjects = subjects;
        this.caller = caller;
        this.audit = audit;
    }

    record NewRulesJson(
            @Schema(description = NAMED) @Nullable Map<String, @Nullable Double> rules,

            @Schema(
                    description =
                            "The version that the change was made from; refused with 409 where it is not the newest")
            @Nullable
            Integer version) {}

    record AskedPreviewJson(
            @Schema(description = NAMED) @Nullable Map<String, @Nullable Double> rules,

            @Nullable String device,

            @Schema(description = Words.DAY) @Nullable String date) {}

    /** A day under both. */
    @Schema(name = "RulesPreview")
    record PreviewJson(String device, int version, DayJson current, DayJson proposed) {}

    @GET
    @Operation(summary = "Every threshold with its value, unit, range, default and the reason for it (administrators)")
    public RulesJson find() {
        return RulesJson.from(rules.newest(caller.user().fleetId()), recomputation());
    }

    @POST
    @Path("/preview")
    @Operation(
            summary = "A day under the current and under proposed rules side by side (administrators)",
            description = "Both are worked out from the positions; nothing is written")
    public PreviewJson preview(@Nullable AskedPreviewJson body) {
        if (body == null || body.device() == null) {
            throw Problem.badRequest("device", "is required");
        }
        LocalDate date = Query.date("date", body.date());
        RulesChange newest = rules.newest(caller.user().fleetId());
        TripRules proposed = Thresholds.rules(merged(newest, body.rules()));
        Subjects.Subject subject = subjects.find(null, body.device());
        return new PreviewJson(
                body.device(),
                newest.version(),
                day(subject, date, FleetRules.rules(newest)),
                day(subject, date, proposed));
    }

    @PUT
    @Operation(
            summary = "Change the rules of the fleet (administrators)",
            description =
                    "Stores a new version and works out all devices again in the background; each shows the trips of one"
                            + " version only, first of the old one, then of the new. Without a difference nothing happens")
    public RulesJson change(@Nullable NewRulesJson body) {
        RulesChange newest = rules.newest(caller.user().fleetId());
        Integer base = body == null ? null : body.version();
        if (base != null && base != newest.version()) {
            throw Problem.conflict("version", "the newest version is " + newest.version());
        }
        Map<String, Double> values = merged(newest, body == null ? null : body.rules());
        if (values.equals(newest.values())) {
            return RulesJson.from(newest, recomputation());
        }
        Operations.Changed changed = operations
                .changeRules(caller.user(), newest, values)
                .orElseThrow(() -> Problem.conflict("version", "another version was stored meanwhile"));
        audit.note(
                AuditAct.RULES_CHANGED,
                caller.user().fleetId(),
                String.valueOf(changed.rules().version()),
                changed.rules().encodedValues());
        return RulesJson.from(changed.rules(), Optional.of(changed.job()));
    }

    private DayJson day(Subjects.Subject subject, LocalDate date, TripRules under) {
        return DayJson.from(
                preview.day(subjects.viewer(), subject.user(), subject.device().orElseThrow(), date, under),
                Places.NONE);
    }

    private Optional<Job> recomputation() {
        return store.listJobs(caller.user().fleetId(), EnumSet.of(Job.Kind.RULES), 1, Optional.empty()).items().stream()
                .findFirst();
    }

    /** All values that differ from the defaults, once those asked for are changed. */
    private static Map<String, Double> merged(RulesChange base, @Nullable Map<String, @Nullable Double> asked) {
        if (asked == null) {
            throw Problem.badRequest("rules", "is required, an object of thresholds by name");
        }
        Map<String, Double> values = new HashMap<>(base.values());
        asked.forEach((name, value) -> values.put(name, value == null ? defaultOf(name) : value));
        List<Problem.FieldError> errors = Thresholds.problems(values).entrySet().stream()
                .map(problem -> new Problem.FieldError("rules." + problem.getKey(), problem.getValue()))
                .toList();
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.of(400, "Some thresholds are wrong.", errors));
        }
        values.entrySet().removeIf(value -> value.getValue() == defaultOf(value.getKey()));
        return values;
    }

    private static double defaultOf(String name) {
        return Thresholds.ALL.stream()
                .filter(threshold -> threshold.name().equals(name))
                .mapToDouble(Threshold::defaultValue)
                .findFirst()
                .orElse(Double.NaN);
    }
}
