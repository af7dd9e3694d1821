package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.User;
import dev.rumbo.security.OwnCredentials.IssuedToken;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that posts is remembered, and its token is refused once it is revoked. */
public abstract class CallersContract {

    private static final DeviceKey PHONE = new DeviceKey("fleet", "ana", "phone");
    protected static final Owner OWNER = PHONE.owner();
    private static final String TOKEN = "secret";
    private static final String RENEWED = "renewed secret";

    private final AtomicLong nanos = new AtomicLong();
    private AccountStore accounts;
    private Callers here;

    protected abstract AccountStore open();

    /** Once it is open. */
    protected abstract AuditStore openAudit();

    @BeforeEach
    void start() {
        accounts = open();
        here = callers();
        here.hear();
        accounts.add(
                new Device(PHONE, "phone", Instant.EPOCH, Device.State.ACTIVE),
                new Credential.DeviceToken(Secrets.hash(TOKEN), PHONE));
    }

    protected final Callers callers() {
        return callers(new Revocations());
    }

    protected final Callers callers(Revocations revocations) {
        return new Callers(accounts, revocations, Clock.systemUTC(), nanos::get);
    }

    protected final AccountStore accounts() {
        return accounts;
    }

    @Test
    void aDeviceIsReadOnceForAsLongAsItPosts() {
        assertThat(here.remembered(TOKEN)).isEmpty();
        assertThat(here.find(TOKEN)).contains(new Caller.OfDevice(PHONE));
        for (int minute = 0; minute < 90; minute++) {
            pass(Duration.ofMinutes(1));
            here.hear();
            assertThat(here.remembered(TOKEN)).contains(new Caller.OfDevice(PHONE));
        }
        pass(Duration.ofMinutes(31));
        here.hear();
        assertThat(here.remembered(TOKEN)).isEmpty();
    }

    @Test
    void aTokenThatIsRevokedHereIsRefusedHereAtOnce() {
        here.find(TOKEN);

        revoke(here);

        assertThat(here.remembered(TOKEN)).isEmpty();
        assertThat(here.find(TOKEN)).isEmpty();
    }

    @Test
    void aTokenThatIsReplacedHereIsRefusedHereAtOnce() {
        here.find(TOKEN);

        replace(here);

        assertThat(here.remembered(TOKEN)).isEmpty();
        assertThat(here.find(TOKEN)).isEmpty();
        assertThat(here.find(RENEWED)).contains(new Caller.OfDevice(PHONE));
    }

    @Test
    void whoDoesNotHearOfRevocationsTrustsNothingForLongerThanTheySay() {
        here.find(TOKEN);
        pass(Callers.REVOKED_WITHIN.minusNanos(1));
        assertThat(here.remembered(TOKEN)).isPresent();

        pass(Duration.ofNanos(1));
        assertThat(here.remembered(TOKEN)).isEmpty();

        here.hear();
        assertThat(here.remembered(TOKEN)).isPresent();
        pass(Duration.ofHours(2));
        here.hear();
        assertThat(here.remembered(TOKEN)).isEmpty();
    }

    @Test
    void aUsersTokenThatIsWithdrawnHereIsRefusedHereAtOnceAndEveryListenerHearsOfIt() {
        Revocations revocations = new Revocations();
        List<String> heard = new ArrayList<>();
        revocations.onVoid(heard::addAll);
        Callers instance = callers(revocations);
        IssuedToken laptop = newAccessToken(instance);
        assertThat(instance.find(laptop.secret())).isPresent();

        credentials(instance).withdraw(OWNER, Kind.ACCESS_TOKEN, laptop.token().id());

        assertThat(instance.remembered(laptop.secret())).isEmpty();
        assertThat(instance.find(laptop.secret())).isEmpty();
        assertThat(heard).containsExactly(laptop.token().hash());
        assertThat(revocations.becameVoid(laptop.token().hash())).isTrue();
    }

    @Test
    void theLastUseIsWrittenOnceAnHour() {
        IssuedToken laptop = newAccessToken(here);
        for (int minute = 0; minute < 59; minute++) {
            here.find(laptop.secret());
            pass(Duration.ofMinutes(1));
        }
        Instant first = usedAt(laptop);
        pass(Duration.ofMinutes(2));

        here.find(laptop.secret());

        assertThat(usedAt(laptop)).isAfter(first);
    }

    @Test
    void aTokenEndsByItself() {
        IssuedToken over = credentials(here)
                .createAccessToken(OWNER, "laptop", Optional.of(Instant.now().minusMillis(1)), Scope.ALL);

        assertThat(here.find(over.secret())).isEmpty();
        assertThat(credentials(here).listAll(OWNER, Kind.ACCESS_TOKEN)).isEmpty();
    }

    private Instant usedAt(IssuedToken token) {
        return accounts.listCredentials(OWNER, Kind.ACCESS_TOKEN, 10, Optional.empty()).items().stream()
                .filter(use -> use.credential().equals(token.token()))
                .findFirst()
                .flatMap(CredentialUse::usedAt)
                .orElseThrow();
    }

    protected final IssuedToken newAccessToken(Callers instance) {
        accounts.add(new User(
                OWNER.fleetId(),
                OWNER.userId(),
                "ana@example.org",
                "Ana",
                Role.DRIVER,
                ZoneId.of("UTC"),
                Locale.ENGLISH,
                "hash"));
        return credentials(instance).createAccessToken(OWNER, "laptop", Optional.empty(), Scope.ALL);
    }

    protected final OwnCredentials credentials(Callers instance) {
        AuditStore log = openAudit();
        Audit audit = new Audit(
                new AuditLog(log, Clock.systemUTC()),
                log,
                Clock.systemUTC(),
                KeptAddress.FULL,
                () -> new AuditLog.Who(OWNER.userId(), "Ana", "127.0.0.1"));
        return new OwnCredentials(accounts, instance, audit, Clock.systemUTC());
    }

    protected final void revoke(Callers instance) {
        accounts.remove(PHONE, Device.State.REMOVED);
        instance.forgetAll();
    }

    protected final void replace(Callers instance) {
        accounts.replaceToken(new Credential.DeviceToken(Secrets.hash(RENEWED), PHONE));
        instance.forgetAll();
    }

    protected final String token() {
        return TOKEN;
    }

    protected final void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
