package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.AccountStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device that posts is remembered, and its token is refused once it is revoked. */
public abstract class CallersContract {

    private static final DeviceKey PHONE = new DeviceKey("fleet", "ana", "phone");
    private static final String TOKEN = "secret";
    private static final String RENEWED = "renewed secret";

    private final AtomicLong nanos = new AtomicLong();
    private AccountStore accounts;
    private Callers here;

    protected abstract AccountStore open();

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
        return new Callers(accounts, Clock.systemUTC(), nanos::get);
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
