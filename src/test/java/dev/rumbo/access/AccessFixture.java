package dev.rumbo.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.access.AccessTable.Who;
import dev.rumbo.access.Caller.Request;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.User;
import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.Sessions;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.web.Visitor;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** Two fleets with five users, and everything that driver A of the first has. */
final class AccessFixture {

    static final String FILE = "time,lat,lon\n2026-02-01T10:00:00Z,-34.9,-56.2\n2026-02-01T10:00:10Z,-34.9,-56.2\n";
    static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    private static final String DEVICE_NAME = "Secret phone of A";
    private static final String PLACE_NAME = "Secret place of A";
    private static final Pattern VARIABLE = Pattern.compile("\\$[a-z]+");

    private static final Map<URI, AccessFixture> BY_SERVER = new HashMap<>();

    private final URI server;
    private final AccountService service;
    private final AccountStore accounts;
    private final TrackStore tracks;
    private final Map<Who, List<Caller>> callers = new EnumMap<>(Who.class);
    private final Account owner;
    private final Phone phone;
    private final Map<String, String> ids;

    /** One for all tests that meet the same server, for logging in takes a while. */
    static synchronized AccessFixture of(URI server, AccountService service, AccountStore accounts, TrackStore tracks) {
        return BY_SERVER.computeIfAbsent(server, unknown -> new AccessFixture(server, service, accounts, tracks));
    }

    private AccessFixture(URI server, AccountService service, AccountStore accounts, TrackStore tracks) {
        this.server = server;
        this.service = service;
        this.accounts = accounts;
        this.tracks = tracks;
        String ownerEmail = Visitor.newUser("driver", "en");
        String colleague = Visitor.newUser("driver", "en");
        String otherFleet = "fleet-" + UUID.randomUUID();
        String stranger = otherUser(otherFleet, Role.DRIVER);
        String foreignAdmin = otherUser(otherFleet, Role.FLEET_ADMIN);
        owner = new Account(user(ownerEmail).id(), Visitor.token(ownerEmail));
        phone = LiveServer.newPhone(owner, DEVICE_NAME);
        LiveServer.post(
                phone,
                new Drives(DATE.atTime(9, 0).atZone(Visitor.ZONE).toInstant())
                        .park(6)
                        .drive(5, 1)
                        .park(15)
                        .positions());
        LiveServer.awaitTrips(owner, 1);

        callers.put(Who.NOBODY, nobodies(ownerEmail));
        callers.put(Who.OWNER, callersOf(ownerEmail));
        callers.put(Who.COLLEAGUE, callersOf(colleague));
        callers.put(Who.ADMIN, callersOf("admin@rumbo.example"));
        callers.put(Who.STRANGER, callersOf(stranger));
        callers.put(Who.FOREIGN_ADMIN, callersOf(foreignAdmin));
        callers.put(Who.OPERATOR, callersOf(Visitor.newUser("operator", "en")));
        callers.put(Who.PHONE, List.of(Caller.bearer("with the token of A's phone", phone.token())));
        ids = ids(ownerEmail);
    }

    URI server() {
        return server;
    }

    List<Caller> callers(Who who) {
        return callers.get(who);
    }

    Caller owner() {
        return callers.get(Who.OWNER).get(0);
    }

    String device() {
        return phone.id();
    }

    /** What nobody may read but A, the administrator of A's fleet and, of its own, A's phone. */
    List<String> secrets() {
        return List.of(
                ids.get("device"),
                ids.get("trip"),
                ids.get("place"),
                ids.get("import"),
                owner.id(),
                ids.get("email"),
                DEVICE_NAME,
                PLACE_NAME);
    }

    /** With what is A's in place of the words with a dollar sign. */
    String fill(String text) {
        return VARIABLE.matcher(text).replaceAll(word -> switch (word.group()) {
            case "$spare" -> LiveServer.newPhone(owner).id();
            case "$spareplace" -> place("Spare");
            case "$sparerecord" -> record(phone.id());
            case "$spareorphan" -> record("unknown-" + UUID.randomUUID());
            case "$spareinvitation" -> invitation().getString("id");
            case "$spareshare" -> share(Map.of("kind", "live")).getString("id");
            default -> common(word.group());
        });
    }

    /** The same question about what does not exist. */
    String fillWithNothing(String text) {
        return VARIABLE.matcher(text).replaceAll(word -> switch (word.group()) {
            case "$date", "$format", "$kind", "$fresh", "$correction" -> common(word.group());
            default -> "AAAAAAAAAAAAAAAA";
        });
    }

    private String common(String word) {
        return switch (word) {
            case "$fresh", "$spareupload" -> UUID.randomUUID().toString();
            case "$none" -> "AAAAAAAAAAAAAAAA";
            default -> {
                String id = ids.get(word.substring(1));
                assertThat(id).as("what " + word + " stands for").isNotNull();
                yield id;
            }
        };
    }

    private Map<String, String> ids(String email) {
        Account admin = LiveServer.admin();
        String device = "{\"device\":\"" + phone.id() + "\"}";
        Caller byToken = owner();
        String upload = UUID.randomUUID().toString();
        byToken.send(
                server, Request.of("PUT", "/api/v1/devices/" + phone.id() + "/uploads/" + upload + "?offset=0", "@"));
        JsonPath imported = JsonPath.from(
                byToken.send(server, Request.of("POST", "/api/v1/devices/" + phone.id() + "/imports?name=a.csv", "@"))
                        .body());
        Map<String, String> found = new HashMap<>();
        found.put("date", DATE.toString());
        found.put("format", "csv");
        found.put("kind", "owntracks");
        found.put("token", "owntracks");
        found.put("email", email);
        found.put("user", owner.id());
        found.put("device", phone.id());
        found.put(
                "trip",
                owner.asks()
                        .get("/api/v1/trips?to=2026-12-31T00:00:00Z&from=2026-03-01T00:00:00Z")
                        .path("trips[0].id"));
        found.put("upload", upload);
        found.put("import", imported.getString("id"));
        found.put("place", place(PLACE_NAME));
        found.put("correction", new CorrectionId(1, 1).toString());
        found.put(
                "rebuild",
                admin.asks()
                        .contentType(ContentType.JSON)
                        .body(device)
                        .post("/api/v1/rebuilds")
                        .path("id"));
        found.put(
                "replay",
                admin.asks()
                        .contentType(ContentType.JSON)
                        .body("{\"from\":\"2026-03-10T00:00:00Z\"}")
                        .post("/api/v1/replays")
                        .path("id"));
        found.put("record", record(phone.id()));
        found.put("orphan", record("unknown-" + UUID.randomUUID()));
        found.put("invitation", invitation().getString("link").replaceFirst(".*/", ""));
        Map<String, String> day = Map.of("kind", "day", "date", DATE.toString());
        found.put("tripshare", secret(share(Map.of("kind", "trip", "trip", found.get("trip")))));
        found.put("dayshare", secret(share(day)));
        found.put("liveshare", secret(share(Map.of("kind", "live"))));
        found.put(
                "lockedshare",
                secret(share(Map.of("kind", "day", "date", DATE.toString(), "password", "tapir sifón vals 42"))));
        JsonPath withdrawn = share(day);
        owner.asks()
                .delete("/api/v1/shares/" + withdrawn.getString("id"))
                .then()
                .statusCode(204);
        found.put("withdrawnshare", secret(withdrawn));
        found.put("endedshare", endedShare(email));
        return found;
    }

    private JsonPath share(Map<String, String> what) {
        return owner.asks()
                .contentType(ContentType.JSON)
                .body(what)
                .post("/api/v1/shares")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String secret(JsonPath share) {
        return share.getString("link").replaceFirst(".*/", "");
    }

    /** A link that ended long ago; the API makes none. */
    private String endedShare(String email) {
        String secret = "ended-" + UUID.randomUUID();
        CDI.current()
                .select(ShareStore.class)
                .get()
                .add(new Share(
                        Base64.encodeBase64URLSafeString(DigestUtils.sha256(secret)),
                        "ended",
                        user(email).owner(),
                        new Share.Subject.OfDay(DATE, Optional.empty()),
                        Optional.empty(),
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1)));
        return secret;
    }

    private static JsonPath invitation() {
        return LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("email", UUID.randomUUID() + "@rumbo.example"))
                .post("/api/v1/invitations")
                .jsonPath();
    }

    private String place(String name) {
        return owner.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "lat", 10, "lon", 20))
                .post("/api/v1/places")
                .path("id");
    }

    /** A record that nobody can read, of A's phone or of what is no device. */
    private String record(String device) {
        String sequence = String.valueOf(System.nanoTime());
        tracks.setAside(new SetAside(
                new StreamRecord(
                        "shard-of-the-matrix",
                        sequence,
                        Instant.parse("2026-03-11T12:00:05Z"),
                        device,
                        ByteBuffer.wrap("\u0001\u0000".getBytes(UTF_8))),
                "unreadable"));
        return LiveServer.admin()
                .asks()
                .get("/api/v1/set-aside")
                .path("records.find { it.sequenceNumber == '" + sequence + "' }.id");
    }

    private String otherUser(String fleet, Role role) {
        String email = UUID.randomUUID() + "@rumbo.example";
        assertThat(service.createUser(
                        fleet,
                        new AccountService.NewUser(
                                email, "Other", Visitor.PASSWORD, role, ZoneId.of("UTC"), Locale.ENGLISH)))
                .isPresent();
        return email;
    }

    /** With a demo already, so that none begins to post. */
    private List<Caller> callersOf(String email) {
        service.createDevice(user(email).owner(), "Demo", "demo-");
        return List.of(
                Caller.bearer("with an access token", Visitor.token(email)),
                Caller.session("with a session", logIn(email)));
    }

    private User user(String email) {
        return accounts.findUserByEmail(email).orElseThrow();
    }

    /** Nobody has many faces: credentials that are void are none. */
    private List<Caller> nobodies(String email) {
        Phone removed = LiveServer.newPhone(owner);
        owner.asks().delete("/api/v1/devices/" + removed.id()).then().statusCode(204);
        Phone renewed = LiveServer.newPhone(owner);
        assertThat(Caller.bearer("", owner.token())
                        .send(server, new Request("POST", "/api/v1/devices/" + renewed.id() + "/token"))
                        .statusCode())
                .isEqualTo(201);
        Caller ended = Caller.session("with a session that was ended", logIn(email));
        assertThat(ended.send(server, Request.of("POST", "/logout", "x=")).statusCode())
                .isEqualTo(303);
        JsonPath withdrawn = owner.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "withdrawn"))
                .post("/api/v1/tokens")
                .jsonPath();
        owner.asks()
                .delete("/api/v1/tokens/" + withdrawn.getString("id"))
                .then()
                .statusCode(204);
        String left = Visitor.newUser("admin", "en");
        Caller session = Caller.session("with the session of an administrator whose access ended", logIn(left));
        String leftToken = Visitor.token(left);
        Phone silenced = LiveServer.newPhone(new Account(user(left).id(), leftToken));
        end(left);
        return List.of(
                Caller.NOBODY,
                Caller.bearer("with an access token of somebody whose access ended", leftToken),
                Caller.bearer("with the token of a device that stopped with its owner's access", silenced.token()),
                Caller.session("with a session that expired", Sessions.COOKIE + "=" + expiredSession(email)),
                Caller.bearer("with the secret of a shared link", secret(share(Map.of("kind", "live")))),
                Caller.session(
                        "with the secret of a shared link",
                        Sessions.COOKIE + "=" + secret(share(Map.of("kind", "live")))),
                Caller.bearer(
                        "with the secret of an invitation",
                        invitation().getString("link").replaceFirst(".*/", "")),
                Caller.bearer("with an access token that was withdrawn", withdrawn.getString("token")),
                Caller.bearer("with an access token that expired", expired(email)),
                session,
                Caller.bearer("with a token that never was", "nonsense"),
                Caller.bearer("with the token of a removed device", removed.token()),
                Caller.bearer("with a device token that was replaced", renewed.token()),
                ended);
    }

    private void end(String email) {
        LiveServer.admin()
                .asks()
                .contentType(ContentType.JSON)
                .body(Map.of("active", false))
                .patch("/api/v1/users/" + user(email).id())
                .then()
                .statusCode(200);
    }

    /** A session that ended long ago; a log-in makes none. */
    private String expiredSession(String email) {
        String secret = "expired-" + UUID.randomUUID();
        accounts.add(new Credential.Session(
                Base64.encodeBase64URLSafeString(DigestUtils.sha256(secret)),
                "expired",
                user(email).owner(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1),
                ""));
        return secret;
    }

    /** An access token that ended long ago; the API makes none. */
    private String expired(String email) {
        String secret = "expired-" + UUID.randomUUID();
        accounts.add(new Credential.AccessToken(
                Base64.encodeBase64URLSafeString(DigestUtils.sha256(secret)),
                "expired",
                "expired",
                user(email).owner(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(1)),
                Scope.ALL));
        return secret;
    }

    /** @return the cookie of a new session, as it is sent back */
    String logIn(String email) {
        HttpResponse<String> answer = Caller.NOBODY.send(server, logInOf(email));
        assertThat(answer.statusCode()).isEqualTo(303);
        return cookie(answer);
    }

    Request logInOf(String email) {
        return Request.of("POST", "/login", "email=" + email + "&password=" + Visitor.PASSWORD.replace(' ', '+'));
    }

    String sessionCookie() {
        return callers(Who.OWNER).get(1).value().replaceFirst("=.*", "");
    }

    static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.contains("rumbo_session"))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }
}
