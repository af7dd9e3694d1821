package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.api.ClosingAccounts;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.TooManyAttemptsException;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;

/** Says what goes and what stays, asks for the password, and closes the account of who asks. */
@Path("/settings/close")
@Blocking
@RolesAllowed({"driver", "admin"})
public class ClosePage {

    static final String SURE = "yes";

    private static final int AT_ONCE = 500;

    private final CurrentUser current;
    private final AccountStore accounts;
    private final ClosingAccounts closing;

    ClosePage(CurrentUser current, AccountStore accounts, ClosingAccounts closing) {
        this.current = current;
        this.accounts = accounts;
        this.closing = closing;
    }

    @CheckedTemplate
    static class Templates {
        /** @param told why it is not done; empty for nothing */
        static native TemplateInstance close(
                Shell shell, User person, boolean own, boolean last, long devices, String told, long retryMinutes);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response ask() {
        return page(Response.Status.OK, "", 0);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response close(
            @FormParam("current") @DefaultValue("") String present,
            @FormParam("sure") @DefaultValue("") String sure,
            @Context RoutingContext request) {
        if (!sure.equals(SURE)) {
            return page(Response.Status.BAD_REQUEST, "notSure", 0);
        }
        try {
            String address = request.request().remoteAddress().hostAddress();
            return switch (closing.closeOwn(current.user(), address, present)) {
                case DONE -> Response.seeOther(URI.create("/login?done=closed")).build();
                case WRONG_PASSWORD -> page(Response.Status.BAD_REQUEST, "wrongPassword", 0);
                case LAST_ADMINISTRATOR -> page(Response.Status.CONFLICT, "", 0);
            };
        } catch (TooManyAttemptsException tooMany) {
            return page(
                    Response.Status.TOO_MANY_REQUESTS,
                    "tooMany",
                    tooMany.retryAfter().toMinutes());
        }
    }

    private Response page(Response.Status status, String told, long retryMinutes) {
        User user = current.user();
        return page(status, user, user, closing, accounts, "settings", told, retryMinutes);
    }

    /** The same page about somebody else, for who may close their account. */
    static Response page(
            Response.Status status,
            User viewer,
            User person,
            ClosingAccounts closing,
            AccountStore accounts,
            String entry,
            String told,
            long retryMinutes) {
        boolean own = person.id().equals(viewer.id());
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.close(
                                Shell.of(viewer, entry),
                                person,
                                own,
                                own && !closing.mayClose(person),
                                devices(accounts, person.owner()),
                                told,
                                retryMinutes)
                        .setLocale(Languages.of(viewer.locale())))
                .build();
    }

    /** Those whose data is there, removed ones included. */
    private static long devices(AccountStore accounts, Owner owner) {
        long count = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<Device> page = accounts.listEveryDevice(owner, AT_ONCE, after);
            count += page.items().stream()
                    .filter(device -> device.state() != Device.State.ERASED)
                    .count();
            after = page.next();
        } while (after.isPresent());
        return count;
    }
}
