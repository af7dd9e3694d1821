package dev.rumbo.api;

import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.SharedViews;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.PasswordRules;
import dev.rumbo.security.Shares;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Links by which people without an account see a trip, a day or the live position of the caller. */
@Path("/api/v1/shares")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class SharesResource {

    private final CurrentUser current;
    private final Shares shares;
    private final SharedViews views;
    private final Clock clock;

    SharesResource(CurrentUser current, Shares shares, SharedViews views, Clock clock) {
        this.current = current;
        this.shares = shares;
        this.views = views;
        this.clock = clock;
    }

    @Schema(name = "NewShare")
    record NewShareJson(
            @Schema(
                    required = true,
                    enumeration = {"trip", "day", "live"})
            @Nullable
            String kind,

            @Schema(description = "Id of one of the caller's trips, for the kind trip") @Nullable
            String trip,

            @Schema(description = "yyyy-mm-dd by the caller's clock, for the kind day") @Nullable
            String date,

            @Schema(
                    description =
                            "One of the caller's devices, for the kinds day and live; all of them where it is left out")
            @Nullable
            String device,

            @Schema(
                    description =
                            "When the link ends: at most 30 days from now, 7 days where it is left out; of the live"
                                    + " position 24 hours and 2 hours",
                    format = "date-time")
            @Nullable
            String expires,

            @Schema(description = "Asked of whoever opens the link; 8 to 200 characters, not easily guessed") @Nullable
            String password) {

        Subject subject() {
            Optional<String> one = Optional.ofNullable(device);
            return switch (kind == null ? "" : kind) {
                case "trip" -> {
                    if (trip == null) {
                        throw Problem.badRequest("trip", "is required");
                    }
                    yield new Subject.OfTrip(trip);
                }
                case "day" -> new Subject.OfDay(Query.date("date", date), one);
                case "live" -> new Subject.Live(one);
                default -> throw Problem.badRequest("kind", "must be trip, day or live");
            };
        }

        Instant end(Subject subject, Instant now) {
            Instant end = TokenTerms.end(expires, Optional.empty(), now).orElse(now.plus(Shares.lifetime(subject)));
            Duration longest = Shares.longest(subject);
            if (end.isAfter(now.plus(longest))) {
                throw Problem.badRequest("expires", "expires must be within " + longest.toHours() + " hours from now");
            }
            return end;
        }

        Optional<String> readPassword(User user) {
            Optional<String> wanted = Optional.ofNullable(password).filter(text -> !text.isEmpty());
            if (wanted.flatMap(text -> PasswordRules.fault(text, user.email(), user.name()))
                    .isPresent()) {
                throw Problem.badRequest("password", "must have 8 to 200 characters and not be guessed easily");
            }
            return wanted;
        }
    }

    @Schema(name = "Shares")
    record SharesJson(List<ShareJson> shares) {}

    @GET
    @Operation(summary = "List the caller's links that are of use, at most " + Shares.MOST + ", the next to end first")
    public SharesJson list() {
        return new SharesJson(
                shares.list(current.user().owner()).stream().map(ShareJson::of).toList());
    }

    @POST
    @Operation(
            summary = "Share a trip, a day or the live position by a link",
            description =
                    "Whoever has the link sees it without an account, until it ends or is withdrawn. Private trips are never"
                            + " shown and privacy zones always hide; of the live position only what comes after the link was"
                            + " made. The link is shown here and never again")
    @APIResponse(
            responseCode = "201",
            description = "The link",
            content = @Content(schema = @Schema(implementation = ShareJson.class)))
    @APIResponse(responseCode = "400", description = "A field is wrong, or nothing of the trip may be shown to others")
    @APIResponse(responseCode = "404", description = "No such trip or device, or not the caller's")
    @APIResponse(responseCode = "409", description = "There are too many links already")
    public Response share(@NotNull NewShareJson body, @Context UriInfo uri) {
        User user = current.user();
        Subject wanted = body.subject();
        Instant end = body.end(wanted, clock.instant());
        Optional<String> password = body.readPassword(user);
        Subject subject =
                views.own(user, wanted).orElseThrow(() -> Problem.notFound("There is no such trip or device."));
        if (subject instanceof Subject.OfTrip trip && !views.showsSome(user, trip)) {
            throw Problem.badRequest("trip", "is private or lies in a privacy zone: a link would show nothing of it");
        }
        Shares.Issued issued = shares.make(user, subject, end, password)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(409, "There are " + Shares.MOST + " links already; withdraw one.")));
        String link = uri.getBaseUri().toString().replaceFirst("/$", "") + Shares.PATH + issued.secret();
        return Response.status(Response.Status.CREATED)
                .entity(ShareJson.of(issued.share(), link))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Withdraw a link; it shows nothing from now on")
    @APIResponse(responseCode = "204", description = "It is of no more use")
    @APIResponse(responseCode = "404", description = "No such link, or not the caller's, or it ended")
    public void withdraw(@PathParam("id") String id) {
        if (!shares.withdraw(current.user().owner(), id)) {
            throw Problem.notFound("There is no such link.");
        }
    }
}
