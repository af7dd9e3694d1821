package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import dev.rumbo.api.ErasingPositions;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.ErasurePreview;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Erasure;
import dev.rumbo.trips.ErasedSpan;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Asks of which time all is to be deleted, says what would go, and has it deleted; for the owner of the device only. */
@Path("/devices/{id}/erase")
@Blocking
@RolesAllowed("driver")
@Produces(MediaType.TEXT_HTML)
public class ErasurePage {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final ErasurePreview preview;
    private final ErasingPositions erasing;

    ErasurePage(CurrentUser current, AccountStore accounts, ErasurePreview preview, ErasingPositions erasing) {
        this.current = current;
        this.accounts = accounts;
        this.preview = preview;
        this.erasing = erasing;
    }

    /**
     * What the page shows.
     *
     * @param zone of the owner's clock
     * @param from as the form has it
     * @param span that was asked for; empty where none was, or none that can be
     * @param told what is done, or why not; empty for nothing
     */
    public record Model(
            Device device,
            ZoneId zone,
            String from,
            String to,
            Optional<ErasedSpan> span,
            Optional<ErasurePreview.Loss> loss,
            List<Erasure> erasures,
            String told) {

        public String path() {
            return "/devices/" + device.key().deviceId();
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance erasure(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /** @param date a day to begin with, where no span is asked for */
    @GET
    public Response show(
            @PathParam("id") String id,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @QueryParam("date") @DefaultValue("") String date,
            @QueryParam("done") @DefaultValue("") String done) {
        Device device = device(id);
        if (from.isEmpty() && to.isEmpty()) {
            Optional<LocalDate> day = day(date);
            return page(
                    Response.Status.OK,
                    device,
                    day.map(it -> it.atStartOfDay().toString()).orElse(""),
                    day.map(it -> it.plusDays(1).atStartOfDay().toString()).orElse(""),
                    Optional.empty(),
                    done.isEmpty() ? "" : "begun");
        }
        Optional<ErasedSpan> span = span(from, to);
        return page(
                span.isPresent() ? Response.Status.OK : Response.Status.BAD_REQUEST,
                device,
                from,
                to,
                span,
                span.isPresent() ? "" : "noSpan");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response erase(
            @PathParam("id") String id,
            @FormParam("from") @DefaultValue("") String from,
            @FormParam("to") @DefaultValue("") String to,
            @FormParam("sure") @DefaultValue("") String sure) {
        Device device = device(id);
        Optional<ErasedSpan> span = span(from, to);
        if (span.isEmpty()) {
            return page(Response.Status.BAD_REQUEST, device, from, to, span, "noSpan");
        }
        if (!sure.equals(ClosePage.SURE)) {
            return page(Response.Status.BAD_REQUEST, device, from, to, span, "notSure");
        }
        if (erasing.erase(device.key(), span.get()).isEmpty()) {
            return page(Response.Status.BAD_REQUEST, device, from, to, Optional.empty(), "toCome");
        }
        return Response.seeOther(UriBuilder.fromPath("/devices/{id}/erase")
                        .queryParam("done", "1")
                        .build(id))
                .build();
    }

    private Response page(
            Response.Status status, Device device, String from, String to, Optional<ErasedSpan> span, String told) {
        User user = current.user();
        Optional<ErasurePreview.Loss> loss =
                span.map(it -> preview.of(Viewer.of(user.owner()), device.key(), it.fromMillis(), it.toMillis()));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.erasure(
                                Shell.of(user, "devices"),
                                new Model(
                                        device,
                                        user.timeZone(),
                                        from,
                                        to,
                                        span,
                                        loss,
                                        erasing.list(device.key()),
                                        told),
                                new Format(user.locale(), user.timeZone()))
                        .setLocale(Languages.of(user.locale())))
                .build();
    }

    /** By the owner's clock; where it shows a time twice, from the first to the second. */
    private Optional<ErasedSpan> span(String from, String to) {
        ZoneId zone = current.user().timeZone();
        try {
            long start = time(from)
                    .atZone(zone)
                    .withEarlierOffsetAtOverlap()
                    .toInstant()
                    .toEpochMilli();
            long end =
                    time(to).atZone(zone).withLaterOffsetAtOverlap().toInstant().toEpochMilli();
            return start < end ? Optional.of(new ErasedSpan(start, end)) : Optional.empty();
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    private static LocalDateTime time(String text) {
        LocalDateTime time = LocalDateTime.parse(text);
        if (time.getYear() < 1900 || time.getYear() > 9999) {
            throw new DateTimeException("out of range: " + text);
        }
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    private static Optional<LocalDate> day(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(DayPage.parse(text));
    }

    /** Also one that was removed and whose trips stayed. */
    private Device device(String id) {
        User user = current.user();
        return accounts.findDevice(user.fleetId(), id)
                .filter(found -> found.state() != Device.State.ERASED)
                .filter(found -> found.key().owner().equals(user.owner()))
                .orElseThrow(NotFoundException::new);
    }
}
