package dev.rumbo.api;

import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.Statistics;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Totals by day, week, month or year. */
@Path("/api/v1/stats")
@RolesAllowed("driver")
@Tag(name = "Reading")
public class StatsResource {

    private final Statistics statistics;
    private final Subjects subjects;

    StatsResource(Statistics statistics, Subjects subjects) {
        this.statistics = statistics;
        this.subjects = subjects;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Totals of a span of days by period",
            description = "Both days included; weeks start on Monday; the buckets sum to the total. Empty buckets are"
                    + " given too, unless the span has more than 10,000 buckets. The first bucket starts with its"
                    + " period, so perhaps before from, but holds only days of the span")
    public StatsJson sum(
            @Parameter(description = Words.DAY) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.DAY) @QueryParam("to") @Nullable String to,
            @Parameter(description = "day, week, month or year") @QueryParam("bucket") @Nullable String bucket,
            @Parameter(description = Words.USER) @QueryParam("user") @Nullable String user,
            @Parameter(description = Words.DEVICE) @QueryParam("device") @Nullable String device) {
        LocalDate first = Query.date("from", from);
        LocalDate last = Query.date("to", to);
        if (first.isAfter(last)) {
            throw Problem.badRequest("to", "must not lie before from");
        }
        BucketSize size = Query.bucket(bucket);
        Subjects.Subject subject = subjects.find(user, device);
        return StatsJson.from(subject.device()
                .map(one -> statistics.of(subjects.viewer(), one, first, last, size))
                .orElseGet(() -> statistics.of(subjects.viewer(), subject.user().owner(), first, last, size)));
    }
}
