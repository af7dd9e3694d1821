package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.accounts.View;
import dev.rumbo.reading.ViewLog;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who saw what of the caller. */
@Path("/api/v1/views")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class ViewsResource {

    private final CurrentUser current;
    private final ViewLog views;
    private final AccountStore accounts;

    ViewsResource(CurrentUser current, ViewLog views, AccountStore accounts) {
        this.current = current;
        this.views = views;
        this.accounts = accounts;
    }

    /** Who looked. */
    @Schema(name = "ViewingUser")
    record UserJson(String id, String name) {}

    /** That somebody looked within an hour. */
    @Schema(name = "View")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViewJson(
            @Schema(enumeration = {"day", "trip", "trips", "totals", "positions", "corrections", "live"})
            String kind,

            @Schema(description = "A day, two days of UTC with a slash between, or the id of a trip") @Nullable
            String subject,

            @Schema(description = "A user of the fleet; absent where it was somebody with a link") @Nullable
            UserJson user,

            @Schema(description = "Id of the link that the caller shared") @Nullable
            String share,

            @Schema(description = "When first within the hour")
            Instant from,

            @Schema(description = "When last within the hour")
            Instant to,

            @Schema(description = "How often the store was asked; a page asks several times")
            long count) {}

    @Schema(name = "Views")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViewsJson(List<ViewJson> views, @Nullable String next) {}

    @GET
    @Operation(
            summary = "Who saw positions, trips and totals of the caller, by hour, the newest hour first",
            description =
                    "Of the last 90 days. What the caller sees of themselves is not in it. Counts of the present hour may lack what"
                            + " another instance counted, and in that hour what came before a crash")
    public ViewsJson list(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        int most = Query.limit(limit);
        User user = current.user();
        Page<View> page = Query.page(next, after -> views.list(user.owner(), most, after));
        Map<String, String> names = new HashMap<>();
        return new ViewsJson(
                page.items().stream().map(view -> json(view, names)).toList(),
                page.next().orElse(null));
    }

    private ViewJson json(View view, Map<String, String> names) {
        return new ViewJson(
                view.kind().word(),
                view.subject().isEmpty() ? null : view.subject(),
                view.byLink()
                        ? null
                        : new UserJson(view.viewerId(), names.computeIfAbsent(view.viewerId(), id -> name(view, id))),
                view.byLink() ? view.viewerId() : null,
                view.firstAt(),
                view.lastAt(),
                view.count());
    }

    private String name(View view, String userId) {
        return accounts.findUser(new Owner(view.owner().fleetId(), userId))
                .map(User::name)
                .orElse("");
    }
}
