package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Records a drive in the browser. The page is the same for everybody, so that a browser may keep it. */
@Path("/record")
@Blocking
public class RecordPage {

    private final CurrentUser current;

    RecordPage(CurrentUser current) {
        this.current = current;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance record(Shell shell);

        private Templates() {}
    }

    /**
     * What the page needs to know of its reader to write figures.
     *
     * @param id of the user
     * @param locale a BCP 47 tag
     * @param timeZone an IANA name
     * @param speedFactor speeds in m/s times this are in {@code speedUnit}
     */
    public record ReaderJson(
            String id,
            String locale,
            String timeZone,
            String distanceUnit,
            String speedUnit,
            double speedFactor,
            boolean twelveHours) {}

    /** @param lang "en" or "es"; what the browser prefers where it is anything else */
    @GET
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("lang") Optional<String> lang, @Context HttpHeaders headers) {
        Locale language = lang.map(Locale::forLanguageTag)
                .filter(wanted -> !wanted.getLanguage().isEmpty())
                .map(Languages::of)
                .orElseGet(() -> Languages.of(headers.getAcceptableLanguages()));
        return Response.ok(Templates.record(Shell.closed(language)).setLocale(language))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    @GET
    @Path("reader")
    @RolesAllowed("driver")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response reader() {
        User user = current.user();
        Format format = new Format(user.locale(), user.timeZone());
        return Response.ok(new ReaderJson(
                        user.id(),
                        format.localeTag(),
                        user.timeZone().getId(),
                        format.units().distance(),
                        format.units().speed(),
                        format.units().speedFactor(),
                        format.twelveHours()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
