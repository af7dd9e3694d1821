package dev.rumbo.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.geo.Box;
import dev.rumbo.places.Places;
import dev.rumbo.reading.DeviceState;
import dev.rumbo.reading.SharedView;
import dev.rumbo.reading.SharedViews;
import dev.rumbo.security.Shares;
import dev.rumbo.security.TooManyAttemptsException;
import dev.rumbo.trips.Position;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a link shows, to whoever has it: a trip, a day or where somebody is. {@link SharedViews} says what that is. */
@Path(Shares.PATH + "{secret}")
@Blocking
@PermitAll
public class SharedPage {

    private final Shares shares;
    private final SharedViews views;
    private final Towns towns;
    private final MapConfig tiles;
    private final ObjectMapper json;
    private final Clock clock;

    SharedPage(Shares shares, SharedViews views, Towns towns, MapConfig tiles, ObjectMapper json, Clock clock) {
        this.shares = shares;
        this.views = views;
        this.towns = towns;
        this.tiles = tiles;
        this.json = json;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance shared(Shell shell, SharedModel m, Format f, PlaceNames names, MapConfig tiles);

        static native TemplateInstance live(
                Shell shell, String path, String zone, long endMillis, Now now, Format f, MapConfig tiles);

        static native TemplateInstance locked(Shell shell, String path, String told, long retryMinutes);

        static native TemplateInstance gone(Shell shell);

        private Templates() {}
    }

    /**
     * Where somebody is.
     *
     * @param state "driving", "stopped", "offline" where it is out of date, or "none" where there is nothing to show
     * @param when as people read it, by the owner's clock
     * @param town the nearest; empty where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Now(
            String state,
            @Nullable Double lat,
            @Nullable Double lon,
            @Nullable Long ageSeconds,
            @Nullable String when,
            @Nullable String town) {

        static final Now NONE = new Now("none", null, null, null, null, null);

        @JsonIgnore
        public boolean isShown() {
            return lat != null;
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(
            @PathParam("secret") String secret, @Context RoutingContext request, @Context HttpHeaders headers) {
        Optional<Shares.Found> found = shares.find(secret);
        if (found.isEmpty()) {
            return gone(headers);
        }
        if (!shares.isUnlocked(found.get().share(), request)) {
            return locked(Status.OK, secret, "", 0, headers);
        }
        Optional<TemplateInstance> page = page(found.get(), Shares.PATH + secret, Languages.wanted(headers));
        if (page.isEmpty()) {
            return gone(headers);
        }
        if (request.request().method().equals(HttpMethod.GET)) {
            shares.viewed(found.get().share());
        }
        return answer(Status.OK, page.get(), headers);
    }

    /** Takes the password of a link that has one. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response unlock(
            @PathParam("secret") String secret,
            @FormParam("password") @DefaultValue("") String password,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        Optional<Shares.Found> found = shares.find(secret);
        if (found.isEmpty()) {
            return gone(headers);
        }
        try {
            return shares.unlock(found.get(), secret, password, request)
                    .map(cookie -> Response.seeOther(URI.create(Shares.PATH + secret))
                            .cookie(cookie)
                            .build())
                    .orElseGet(() -> locked(Status.UNAUTHORIZED, secret, "wrong", 0, headers));
        } catch (TooManyAttemptsException tooMany) {
            Duration wait = tooMany.retryAfter();
            Response refused =
                    locked(Status.TOO_MANY_REQUESTS, secret, "tooMany", Math.max(1, wait.toMinutes()), headers);
            return Response.fromResponse(refused)
                    .header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()))
                    .build();
        }
    }

    /** What the map draws, as {@link DayPage#map}. */
    @GET
    @Path("map.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response map(
            @PathParam("secret") String secret,
            @QueryParam("zoom") Optional<Integer> zoom,
            @QueryParam("view") Optional<String> view,
            @Context RoutingContext request)
            throws JsonProcessingException {
        Optional<Shares.Found> found = shares.find(secret);
        if (found.filter(open -> !shares.isUnlocked(open.share(), request)).isPresent()) {
            return data(Status.UNAUTHORIZED, "{}");
        }
        Optional<SharedView> seen = found.flatMap(open -> views.see(open.owner(), open.share()));
        if (seen.isEmpty()) {
            return data(Status.NOT_FOUND, "{}");
        }
        SharedView shown = seen.get();
        Optional<Box> box = view.map(MapView::parse);
        MapData data = box.map(part -> MapData.of(shown.day(), shown.routes(), zoom.orElse(MapData.MAX_ZOOM), part))
                .orElseGet(() -> MapData.of(shown.day(), shown.routes()));
        return data(Status.OK, json.writeValueAsString(data));
    }

    /** Where somebody is now; asked for again and again by the page that is open, which counts once. */
    @GET
    @Path("position.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response position(
            @PathParam("secret") String secret, @Context RoutingContext request, @Context HttpHeaders headers)
            throws JsonProcessingException {
        Optional<Shares.Found> found =
                shares.find(secret).filter(open -> open.share().subject() instanceof Subject.Live);
        if (found.isEmpty()) {
            return data(Status.NOT_FOUND, "{}");
        }
        if (!shares.isUnlocked(found.get().share(), request)) {
            return data(Status.UNAUTHORIZED, "{}");
        }
        Shares.Found open = found.get();
        Format format = new Format(Languages.wanted(headers), open.owner().timeZone());
        return data(Status.OK, json.writeValueAsString(now(open, format)));
    }

    /** Empty where what it is about is no more. */
    private Optional<TemplateInstance> page(Shares.Found open, String path, Locale locale) {
        Shell shell = Shell.closed(Languages.of(locale));
        Share share = open.share();
        Format format = new Format(locale, open.owner().timeZone());
        String zone = open.owner().timeZone().getId();
        long end = share.end().toEpochMilli();
        if (share.subject() instanceof Subject.Live) {
            return Optional.of(Templates.live(shell, path, zone, end, now(open, format), format, tiles));
        }
        boolean trip = share.subject() instanceof Subject.OfTrip;
        return views.see(open.owner(), share)
                .map(seen -> Templates.shared(
                        shell,
                        SharedModel.of(seen, path, trip, zone, end),
                        format,
                        // Not by the owner's own names of places: those are nobody else's.
                        new PlaceNames(Places.NONE, towns),
                        tiles));
    }

    private Now now(Shares.Found open, Format format) {
        Share share = open.share();
        return views.seeNow(open.owner(), share, (Subject.Live) share.subject())
                .map(last -> now(last, format))
                .orElse(Now.NONE);
    }

    private Now now(Position last, Format format) {
        Duration age = Duration.between(last.time(), clock.instant());
        return new Now(
                DeviceState.of(last, clock.instant()).name().toLowerCase(Locale.ROOT),
                last.coordinate().latitude(),
                last.coordinate().longitude(),
                Math.max(0, age.toSeconds()),
                format.fullTime(last.timeMillis()),
                towns.near(last.coordinate()));
    }

    private static Response gone(HttpHeaders headers) {
        return answer(Status.NOT_FOUND, Templates.gone(Shell.closed(language(headers))), headers);
    }

    private static Response locked(Status status, String secret, String told, long minutes, HttpHeaders headers) {
        return answer(
                status,
                Templates.locked(Shell.closed(language(headers)), Shares.PATH + secret, told, minutes),
                headers);
    }

    private static Response answer(Status status, TemplateInstance page, HttpHeaders headers) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.setLocale(language(headers)))
                .build();
    }

    private static Response data(Status status, String body) {
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }

    private static Locale language(HttpHeaders headers) {
        return Languages.of(headers.getAcceptableLanguages());
    }
}
