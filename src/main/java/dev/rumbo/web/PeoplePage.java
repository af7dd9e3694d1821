package dev.rumbo.web;

import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.api.ClosingAccounts;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.Invitations;
import dev.rumbo.security.People;
import dev.rumbo.security.SecondFactors;
import dev.rumbo.security.VouchedAccounts;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people of a fleet, for its administrators: who they are, what they may, who is invited. */
@Path("/people")
@Blocking
@RolesAllowed("admin")
public class PeoplePage {

    private static final int READ_AT_ONCE = 1_000;
    private static final int LONGEST = 200;
    private static final Map<String, Duration> LIFETIMES =
            Map.of("1", Duration.ofDays(1), "7", Invitations.LIFETIME, "30", Invitations.LONGEST);

    private final CurrentUser current;
    private final AccountStore accounts;
    private final People people;
    private final Invitations invitations;
    private final SecondFactors factors;
    private final VouchedAccounts vouched;
    private final ClosingAccounts closing;
    private final Clock clock;

    PeoplePage(
            CurrentUser current,
            AccountStore accounts,
            People people,
            Invitations invitations,
            SecondFactors factors,
            VouchedAccounts vouched,
            ClosingAccounts closing,
            Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.people = people;
        this.invitations = invitations;
        this.factors = factors;
        this.vouched = vouched;
        this.closing = closing;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance people(Shell shell, Model m, Format f);

        static native TemplateInstance person(
                Shell shell,
                User person,
                boolean own,
                boolean fixed,
                boolean secondFactor,
                boolean linked,
                List<Role> roles);

        private Templates() {}
    }

    /**
     * What the list shows.
     *
     * @param told what was just done, or why not; empty for nothing
     * @param link of an invitation that was just made
     */
    public record Model(
            String told,
            Optional<String> link,
            User viewer,
            List<Role> roles,
            PeopleList list,
            List<Invitation> invitations) {}

    /**
     * @param words what to look for
     * @param done what was just done
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response list(
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("from") @DefaultValue("0") int from,
            @QueryParam("done") @DefaultValue("") String done) {
        return page(Response.Status.OK, done, Optional.empty(), words, from);
    }

    /** The link is in the answer and nowhere else. */
    @POST
    @Path("invitations")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response invite(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("role") @DefaultValue("") String role,
            @FormParam("days") @DefaultValue("7") String days,
            @Context UriInfo uri) {
        Duration lifetime = LIFETIMES.get(days);
        Optional<Invitations.Issued> issued = !EmailAddresses.isOne(email.strip())
                        || email.length() > LONGEST
                        || Role.of(role).filter(current.user().role()::mayGive).isEmpty()
                        || lifetime == null
                ? Optional.empty()
                : invitations.invite(
                        current.user(), email, role(role), clock.instant().plus(lifetime));
        return issued.isEmpty()
                ? page(Response.Status.BAD_REQUEST, "emailNotUsable", Optional.empty(), "", 0)
                : page(
                        Response.Status.OK,
                        "",
                        issued.map(made -> uri.getBaseUri() + "invitations/" + made.secret()),
                        "",
                        0);
    }

    @POST
    @Path("invitations/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") String id) {
        if (!invitations.withdraw(current.user().fleetId(), id)) {
            throw new NotFoundException();
        }
        return back("withdrawn");
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance person(@PathParam("id") String id) {
        User viewer = current.user();
        User person = find(id);
        return Templates.person(
                        Shell.of(viewer, "people"),
                        person,
                        person.id().equals(viewer.id()),
                        isFixed(person),
                        factors.isOn(person),
                        vouched.identity(person.owner()).isPresent(),
                        roles(viewer))
                .setLocale(Languages.of(viewer.locale()));
    }

    @POST
    @Path("{id}/role")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response changeRole(@PathParam("id") String id, @FormParam("role") @DefaultValue("") String role) {
        return people.changeRole(another(id), role(role)) ? back("roleChanged") : lastAdministrator();
    }

    /** @param access "end" or "restore" */
    @POST
    @Path("{id}/access")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response changeAccess(
            @PathParam("id") String id,
            @FormParam("access") @DefaultValue("") String access,
            @FormParam("devices") @DefaultValue("") String devices) {
        User whom = another(id);
        switch (access) {
            case "end" -> {
                if (!people.endAccess(whom, devices.equals("stop"))) {
                    return lastAdministrator();
                }
            }
            case "restore" -> people.restoreAccess(whom);
            default -> throw new BadRequestException();
        }
        return back(access.equals("end") ? "accessEnded" : "accessRestored");
    }

    /** Whoever took their rights was faster than who asks. */
    private Response lastAdministrator() {
        return page(Response.Status.CONFLICT, "lastAdministrator", Optional.empty(), "", 0);
    }

    /** What the administrator may give. */
    private static List<Role> roles(User by) {
        return Arrays.stream(Role.values()).filter(by.role()::mayGive).toList();
    }

    private Role role(String word) {
        return Role.of(word).filter(current.user().role()::mayGive).orElseThrow(BadRequestException::new);
    }

    /** Nobody changes their own, nor that of somebody with more rights: the page offers it to nobody. */
    private User another(String id) {
        User found = find(id);
        if (isFixed(found)) {
            throw new BadRequestException();
        }
        return found;
    }

    private boolean isFixed(User person) {
        User viewer = current.user();
        return person.id().equals(viewer.id()) || !viewer.role().mayGive(person.role());
    }

    private User find(String id) {
        return accounts.findUser(new Owner(current.user().fleetId(), id)).orElseThrow(NotFoundException::new);
    }

    /** For who lost phone and recovery codes; the password is still needed to log in. */
    @POST
    @Path("{id}/second-factor/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response removeSecondFactor(@PathParam("id") String id) {
        factors.remove(another(id));
        return back("factorRemoved");
    }

    /** For whom the provider knows as somebody else by now; who has no password can then come in by their address only. */
    @POST
    @Path("{id}/provider/unlink")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response unlink(@PathParam("id") String id) {
        vouched.unlink(another(id));
        return back("unlinked");
    }

    @GET
    @Path("{id}/close")
    @Produces(MediaType.TEXT_HTML)
    public Response askToClose(@PathParam("id") String id) {
        return closePage(Response.Status.OK, another(id), "");
    }

    /** Their account and all that is stored of them. */
    @POST
    @Path("{id}/close")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response close(@PathParam("id") String id, @FormParam("sure") @DefaultValue("") String sure) {
        User whom = another(id);
        if (!sure.equals(ClosePage.SURE)) {
            return closePage(Response.Status.BAD_REQUEST, whom, "notSure");
        }
        return closing.close(whom) ? back("closed") : lastAdministrator();
    }

    private Response closePage(Response.Status status, User whom, String told) {
        return ClosePage.page(status, current.user(), whom, closing, accounts, "people", told, 0);
    }

    private static Response back(String done) {
        return Response.seeOther(URI.create("/people?done=" + done)).build();
    }

    private List<User> everybody(String fleetId) {
        List<User> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<User> page = accounts.listUsers(fleetId, READ_AT_ONCE, after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private Response page(Response.Status status, String told, Optional<String> link, String words, int from) {
        User viewer = current.user();
        PeopleList list = PeopleList.of(everybody(viewer.fleetId()), words, from, Languages.of(viewer.locale()));
        Model model = new Model(told, link, viewer, roles(viewer), list, invitations.listAll(viewer.fleetId()));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.people(
                                Shell.of(viewer, "people"), model, new Format(viewer.locale(), viewer.timeZone()))
                        .setLocale(Languages.of(viewer.locale())))
                .build();
    }
}
