package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.security.AuditLog.Who;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.Page;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No event is lost while the store is away, and guessing fills no disk. */
class AuditLogTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Who STRANGER = new Who("", "", "192.0.2.7");

    @TempDir
    Path folder;

    private SqliteStore store;
    private boolean away;
    private Instant now = START;
    private AuditLog log;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        AuditStore sometimesAway = new AuditStore() {
            @Override
            public void append(AuditEvent event) {
                if (away) {
                    throw new StoreUnavailableException("away", null);
                }
                store.audit().append(event);
            }

            @Override
            public Page<AuditEvent> list(String fleetId, AuditFilter filter, int limit, Optional<String> after) {
                return store.audit().list(fleetId, filter, limit, after);
            }
        };
        log = new AuditLog(sometimesAway, new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aThousandGuessesOfAMinuteAreTwoLines() {
        for (int i = 0; i < 1_000; i++) {
            guess("ana");
        }
        guess("bob");
        now = now.plus(AuditLog.COUNTED_TOGETHER);
        log.settle();

        assertThat(ofFleet())
                .extracting(AuditEvent::subjectId, AuditEvent::count)
                .containsExactlyInAnyOrder(tuple("ana", 1), tuple("ana", 999), tuple("bob", 1));
    }

    @Test
    void theNextMinuteBeginsWithALineOfItsOwn() {
        guess("ana");
        now = now.plus(AuditLog.COUNTED_TOGETHER);
        log.settle();
        guess("ana");

        assertThat(ofFleet()).extracting(AuditEvent::time).containsExactly(now, START);
    }

    @Test
    void whatIsCountedIsStoredBeforeTheServerEnds() {
        guess("ana");
        guess("ana");
        guess("ana");

        log.end(null);

        assertThat(ofFleet().stream().mapToInt(AuditEvent::count).sum()).isEqualTo(3);
    }

    @Test
    void whatTheStoreDidNotTakeIsStoredOnceItIsBackWithItsTimeAndOrder() {
        away = true;
        log.append(STRANGER, AuditAct.USER_MADE, "fleet", "ana", "Ana", 1);
        now = now.plusSeconds(1);
        log.append(STRANGER, AuditAct.TOKEN_MADE, "fleet", "t", "laptop", 1);
        log.settle();
        assertThat(ofFleet()).isEmpty();

        away = false;
        now = now.plusSeconds(60);
        log.settle();
        log.settle();

        assertThat(ofFleet())
                .extracting(AuditEvent::act, AuditEvent::time)
                .containsExactly(tuple(AuditAct.TOKEN_MADE, START.plusSeconds(1)), tuple(AuditAct.USER_MADE, START));
    }

    @Test
    void whatIsOlderThanItsTimeGoes() {
        log.append(STRANGER, AuditAct.USER_MADE, "fleet", "ana", "Ana", 1);
        now = now.plus(AuditEvent.KEPT).plus(Duration.ofDays(1));
        log.append(STRANGER, AuditAct.USER_MADE, "fleet", "bob", "Bob", 1);

        assertThat(ofFleet()).extracting(AuditEvent::subjectId).containsExactly("bob");
    }

    @ParameterizedTest
    @CsvSource({
        "FULL,    192.0.2.77,         192.0.2.77",
        "NETWORK, 192.0.2.77,         192.0.2.0/24",
        "NETWORK, 2001:db8:1:2:3::4,  2001:db8:1::/48",
        "NETWORK, unknown,            ''",
        "NONE,    192.0.2.77,         *"
    })
    void anAddressIsKeptAsFarAsThePolicySays(KeptAddress policy, String address, String kept) {
        assertThat(policy.of(address)).isEqualTo(kept);
    }

    private void guess(String account) {
        log.count(STRANGER, AuditAct.LOG_IN_FAILED, "fleet", account, account);
    }

    private List<AuditEvent> ofFleet() {
        return store.audit()
                .list(
                        "fleet",
                        new AuditFilter(START, now.plusSeconds(1), Optional.empty(), Optional.empty()),
                        100,
                        Optional.empty())
                .items();
    }
}
