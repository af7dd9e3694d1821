package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.OwnCredentials;
import dev.rumbo.security.PasswordRules;
import dev.rumbo.security.SecondFactors;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Tokens, users and devices. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and devices")
public class AccountsResource {

    private static final int LONGEST_NAME = 200;

    private final CurrentUser current;
    private final AccountService service;
    private final AccountStore accounts;
    private final OwnCredentials credentials;
    private final Timelines timelines;
    private final SecondFactors factors;
    private final Clock clock;

    AccountsResource(
            CurrentUser current,
            AccountService service,
            AccountStore accounts,
            OwnCredentials credentials,
            Timelines timelines,
            SecondFactors factors,
            Clock clock) {
        this.current = current;
        this.service = service;
        this.accounts = accounts;
        this.credentials = credentials;
        this.timelines = timelines;
        this.factors = factors;
        this.clock = clock;
    }

    @Schema(name = "NewToken")
    public record NewTokenJson(
            @NotBlank @Size(max = LONGEST_NAME) String name,

            @Schema(description = "When it ends by itself; left out for never", format = "date-time") @Nullable
            String expires,

            @Schema(
                    description =
                            "With e-mail address and password, for an account that has a second factor: a code of it; or in the"
                                    + " header X-Rumbo-Code")
            @Nullable
            String code,

            @Schema(description = "all, or read for a token that changes nothing", defaultValue = "[\"all\"]") @Nullable
            List<String> scopes) {}

    @Schema(name = "IssuedToken")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TokenJson(
            String id, String token, @Nullable Instant expires, List<String> scopes) {}

    public record NewUserJson(
            @NotBlank @Email @Size(max = LONGEST_NAME) String email,

            @NotBlank @Size(max = LONGEST_NAME) String name,

            @NotNull @Size(min = PasswordRules.SHORTEST, max = PasswordRules.LONGEST)
            String password,

            @Pattern(regexp = Roles.WORDS, message = Roles.FAULT) @Schema(description = Roles.MEANING) @Nullable
            String role,

            @Nullable String timeZone,

            @Pattern(regexp = "[a-z]{2}(-[A-Z]{2})?", message = "must be a language such as en or es") @Nullable
            String locale) {}

    public record UserJson(
            String id,
            String email,
            String name,
            String role,
            String timeZone,
            String locale,

            @Schema(description = "Whether they may log in") boolean active,

            @Schema(description = "Whether they look after the installation")
            boolean operator) {
        static UserJson of(User user) {
            return new UserJson(
                    user.id(),
                    user.email(),
                    user.name(),
                    Roles.shown(user.role()),
                    user.timeZone().getId(),
                    user.locale().toLanguageTag(),
                    user.active(),
                    user.role().operates());
        }
    }

    public record NewDeviceJson(
            @NotBlank @Size(max = LONGEST_NAME) String name,
            @Nullable String userId) {}

    public record IssuedDeviceJson(String id, String name, String userId, String token) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeviceJson(
            String id, String name, String userId, @Nullable PositionJson lastPosition) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UsersJson(List<UserJson> users, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DevicesJson(
            List<DeviceJson> devices, @Nullable String next) {}

    @POST
    @Path("/tokens")
    @RolesAllowed("driver")
    @Operation(
            summary = "Make an access token; it is shown once",
            description = "A token that is made with another one ends with it at the latest.")
    @APIResponse(
            responseCode = "201",
            description = "The token",
            content = @Content(schema = @Schema(implementation = TokenJson.class)))
    @APIResponse(responseCode = "400", description = "Without a name, an end that is past, or a scope that is none")
    @APIResponse(
            responseCode = "403",
            description = "The account has a second factor, and the code of it is missing or wrong")
    public Response createToken(
            @NotNull @Valid NewTokenJson body,
            @Parameter(description = "A code of the account's second factor, or a recovery code")
                    @HeaderParam("X-Rumbo-Code")
                    @Nullable
                    String code,
            @Context RoutingContext request) {
        requireCode(code == null ? body.code() : code, request);
        Optional<Instant> latest = current.credential()
                .filter(Credential.AccessToken.class::isInstance)
                .flatMap(Credential.OfUser::end);
        OwnCredentials.IssuedToken issued = credentials.createAccessToken(
                current.user().owner(),
                name(body.name()),
                TokenTerms.end(body.expires(), latest, clock.instant()),
                TokenTerms.scope(body.scopes()));
        return Response.status(Response.Status.CREATED)
                .entity(new TokenJson(
                        issued.token().id(),
                        issued.secret(),
                        issued.token().end().orElse(null),
                        TokenTerms.words(issued.token().scope())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** By password, both factors are needed; a token or session that was shown had them already. */
    private void requireCode(@Nullable String code, RoutingContext request) {
        String address = request.request().remoteAddress().hostAddress();
        if (current.credential().isEmpty() && !factors.allowsToken(current.user(), address, code == null ? "" : code)) {
            throw new ProblemException(Problem.of(
                    403,
                    "This account has a second factor: send a code of it in the header X-Rumbo-Code or as code.",
                    List.of(new Problem.FieldError("code", "is missing, wrong or was used"))));
        }
    }

    @POST
    @Path("/users")
    @RolesAllowed("admin")
    @ResponseStatus(201)
    @Operation(summary = "Add a user to the fleet")
    public UserJson createUser(@NotNull @Valid NewUserJson body) {
        if (!EmailAddresses.isOne(body.email().strip())) {
            throw Problem.badRequest("email", "must be written in one way only: composed, without hidden characters");
        }
        refuseWeak(body);
        AccountService.NewUser newUser = new AccountService.NewUser(
                body.email(),
                name(body.name()),
                body.password(),
                Roles.given(current.user(), body.role()),
                zone(body.timeZone()),
                Locale.forLanguageTag(Optional.ofNullable(body.locale()).orElse("en")));
        return service.createUser(current.user().fleetId(), newUser)
                .map(UserJson::of)
                .orElseThrow(() -> Problem.conflict("email", "email is taken"));
    }

    private static void refuseWeak(NewUserJson body) {
        if (PasswordRules.fault(body.password(), body.email(), body.name()).isPresent()) {
            throw Problem.badRequest(
                    "password",
                    "password is too easy to guess; several words that do not belong together are a good one");
        }
    }

    @GET
    @Path("/users")
    @RolesAllowed("admin")
    @Operation(summary = "List the fleet's users")
    public UsersJson listUsers(
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit,
            @QueryParam("next") Optional<String> next) {
        Page<User> users = accounts.listUsers(current.user().fleetId(), limit, next);
        return new UsersJson(
                users.items().stream().map(UserJson::of).toList(), users.next().orElse(null));
    }

    @POST
    @Path("/devices")
    @RolesAllowed("driver")
    @ResponseStatus(201)
    @Operation(summary = "Add a device; its token is shown once")
    public IssuedDeviceJson createDevice(@NotNull @Valid NewDeviceJson body) {
        User owner = Optional.ofNullable(body.userId()).map(this::userOfFleet).orElseGet(current::user);
        AccountService.IssuedDevice issued = service.createDevice(owner.owner(), name(body.name()));
        return new IssuedDeviceJson(
                issued.device().key().deviceId(), issued.device().name(), owner.id(), issued.token());
    }

    @GET
    @Path("/devices")
    @RolesAllowed("driver")
    @Operation(summary = "List devices: one's own, or with user= another's as an administrator")
    public DevicesJson listDevices(
            @QueryParam("user") Optional<String> user,
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit,
            @QueryParam("next") Optional<String> next) {
        Owner owner = user.map(this::userOfFleet).orElseGet(current::user).owner();
        Page<Device> devices = accounts.listDevices(owner, limit, next);
        return new DevicesJson(
                devices.items().stream().map(this::json).toList(),
                devices.next().orElse(null));
    }

    @DELETE
    @Path("/devices/{id}")
    @RolesAllowed("driver")
    @Operation(summary = "Void a device's token; with data=delete, delete its data too")
    public void deleteDevice(
            @org.jboss.resteasy.reactive.RestPath String id,
            @QueryParam("data") @Pattern(regexp = "delete", message = "must be delete or left out") @Nullable
                    String data) {
        Device device = accounts.findDevice(current.user().fleetId(), id)
                .filter(found -> found.state() != Device.State.ERASED)
                .filter(found -> current.isAdmin()
                        || found.key().owner().equals(current.user().owner()))
                .filter(found -> found.state() == Device.State.ACTIVE || data != null)
                .orElseThrow(() -> Problem.notFound("There is no such device."));
        service.removeDevice(device.key(), data != null);
    }

    private DeviceJson json(Device device) {
        return new DeviceJson(
                device.key().deviceId(),
                device.name(),
                device.key().userId(),
                timelines
                        .lastSeen(Viewer.of(current.user().owner()), device.key())
                        .map(PositionJson::of)
                        .orElse(null));
    }

    /** A user of the caller's fleet, for an administrator; for a driver only themselves. */
    private User userOfFleet(String userId) {
        User caller = current.user();
        if (userId.equals(caller.id())) {
            return caller;
        }
        if (!current.isAdmin()) {
            throw Problem.notFound("There is no such user.");
        }
        return accounts.findUser(new Owner(caller.fleetId(), userId))
                .orElseThrow(() -> Problem.notFound("There is no such user."));
    }

    private static String name(String sent) {
        return Names.read(sent, LONGEST_NAME)
                .orElseThrow(() -> Problem.badRequest(
                        "name", "must have letters that can be seen, none of them a control or direction character"));
    }

    private static ZoneId zone(@Nullable String id) {
        if (id == null) {
            return ZoneId.of("UTC");
        }
        try {
            if (!ZoneId.getAvailableZoneIds().contains(id)) {
                throw new DateTimeException(id);
            }
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            throw Problem.badRequest("timeZone", "timeZone must be an IANA name such as America/Montevideo");
        }
    }
}
