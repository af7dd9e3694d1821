package dev.rumbo.web;

import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.User;
import dev.rumbo.jobs.Operations;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.text.Collator;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the user who looks wants to read: name, language, region, units, clock and time zone. */
@Path("/settings")
@Blocking
@RolesAllowed({"driver", "admin"})
public class SettingsPage {

    private static final int LONGEST_NAME = 200;
    private static final Set<String> LANGUAGES = Set.of("en", "es");
    private static final Set<String> DISTANCES = Set.of("", "km", "mi");
    private static final Set<String> CLOCKS = Set.of("", "24", "12");

    private final CurrentUser current;
    private final AccountService accounts;
    private final Operations operations;
    private final Clock clock;

    SettingsPage(CurrentUser current, AccountService accounts, Operations operations, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.operations = operations;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance settings(
                Shell shell,
                Entries entries,
                boolean saved,
                boolean invalid,
                List<Choice> regions,
                List<String> zones,
                String sample);

        private Templates() {}
    }

    /** An entry of a list. */
    public record Choice(String value, String label) {}

    /** What was typed. */
    public static class Entries {
        @FormParam("name")
        @DefaultValue("")
        public String name = "";

        @FormParam("language")
        @DefaultValue("")
        public String language = "";

        @FormParam("region")
        @DefaultValue("")
        public String region = "";

        @FormParam("distance")
        @DefaultValue("")
        public String distance = "";

        @FormParam("clock")
        @DefaultValue("")
        public String clock = "";

        @FormParam("zone")
        @DefaultValue("")
        public String zone = "";

        static Entries of(User user) {
            Habits habits = Habits.of(user.locale());
            Entries entries = new Entries();
            entries.name = user.name();
            entries.language = habits.language();
            entries.region = habits.region();
            entries.distance = habits.distance();
            entries.clock = habits.clock();
            entries.zone = user.timeZone().getId();
            return entries;
        }

        boolean valid() {
            return Names.read(name, LONGEST_NAME).isPresent()
                    && LANGUAGES.contains(language)
                    && (region.isEmpty()
                            || Arrays.asList(Locale.getISOCountries()).contains(region))
                    && DISTANCES.contains(distance)
                    && CLOCKS.contains(clock)
                    && ZoneId.getAvailableZoneIds().contains(zone);
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance form(@QueryParam("saved") Optional<String> saved) {
        return page(Entries.of(current.user()), saved.isPresent(), false);
    }

    /** Stores all of it; a new time zone also moves what was driven into its days. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response save(@BeanParam Entries entries) {
        if (!entries.valid()) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page(entries, false, true))
                    .build();
        }
        User user = current.user();
        User changed = new User(
                user.fleetId(),
                user.id(),
                user.email(),
                entries.name.strip(),
                user.role(),
                ZoneId.of(entries.zone),
                new Habits(entries.language, entries.region, entries.distance, entries.clock).locale(),
                user.passwordHash());
        accounts.changeUser(changed);
        if (!changed.timeZone().equals(user.timeZone())) {
            operations.recount(user.owner());
        }
        return Response.seeOther(URI.create("/settings?saved=yes")).build();
    }

    private TemplateInstance page(Entries entries, boolean saved, boolean invalid) {
        User user = current.user();
        Locale language = Languages.of(user.locale());
        Format format = new Format(user.locale(), user.timeZone());
        return Templates.settings(
                        Shell.of(user, "settings"),
                        entries,
                        saved,
                        invalid,
                        regions(language),
                        zones(user.timeZone()),
                        format.fullTime(clock.millis()) + " · " + format.distance(12_345_678) + " · "
                                + format.speed(17.9))
                .setLocale(language);
    }

    private static List<Choice> regions(Locale language) {
        return Arrays.stream(Locale.getISOCountries())
                .map(code -> new Choice(
                        code, new Locale.Builder().setRegion(code).build().getDisplayCountry(language)))
                .sorted(Comparator.comparing(Choice::label, Collator.getInstance(language)))
                .toList();
    }

    /** The user's own is there even if it is one of the rare ones. */
    private static List<String> zones(ZoneId own) {
        TreeSet<String> zones = new TreeSet<>(NewAccount.livedIn());
        zones.add(own.getId());
        return List.copyOf(zones);
    }
}
