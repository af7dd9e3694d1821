package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's audit log must do. Each test starts with an empty one. */
public abstract class AuditStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AuditFilter ALL =
            new AuditFilter(Instant.EPOCH, NOON.plusSeconds(3_600), Optional.empty(), Optional.empty());

    private AuditStore store;

    /** Opens the log of this test. */
    protected abstract AuditStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract AuditStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopening() {
        AuditEvent full = new AuditEvent(
                AuditEvent.idAt(NOON) + "-_aZ",
                NOON.plusMillis(7),
                "fleet",
                "u-1",
                "José Núñez",
                AuditAct.DEVICE_MADE,
                "d-1",
                "Pixel 9",
                "2001:db8::1",
                12);
        AuditEvent bare = new AuditEvent(
                AuditEvent.idAt(NOON.minusSeconds(1)) + "x",
                NOON,
                AuditEvent.NO_FLEET,
                "",
                "",
                AuditAct.LOG_IN_FAILED,
                "",
                "",
                "",
                1);
        store.append(full);
        store.append(bare);

        store = reopen();

        assertThat(all("fleet", ALL)).containsExactly(full);
        assertThat(all(AuditEvent.NO_FLEET, ALL)).containsExactly(bare);
        assertThat(all("other", ALL)).isEmpty();
    }

    @Test
    void listsTheNewestFirstAPartAtATime() {
        List<AuditEvent> events = IntStream.range(0, 25)
                .mapToObj(i -> event(24 - i, AuditAct.LOG_IN, "u", ""))
                .toList();
        events.forEach(store::append);
        List<AuditEvent> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<AuditEvent> page = store.list("fleet", ALL, 10, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(10);
            found.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        assertThat(found).containsExactlyElementsOf(events);
    }

    @Test
    void aSpanHasItsStartAndNotItsEnd() {
        List<AuditEvent> events = IntStream.range(0, 4)
                .mapToObj(i -> event(i, AuditAct.LOG_IN, "u", ""))
                .toList();
        events.forEach(store::append);
        assertThat(all("fleet", new AuditFilter(time(1), time(3), Optional.empty(), Optional.empty())))
                .containsExactly(events.get(2), events.get(1));
        assertThat(all("fleet", new AuditFilter(time(3), time(1), Optional.empty(), Optional.empty())))
                .isEmpty();
    }

    @Test
    void filtersByActAndByWhoDidItOrToWhomAndStillFillsThePage() {
        AuditEvent byAna = event(1, AuditAct.USER_MADE, "ana", "bob");
        AuditEvent toAna = event(2, AuditAct.DEVICE_MADE, "eve", "ana");
        store.append(byAna);
        store.append(toAna);
        IntStream.range(3, 30).forEach(i -> store.append(event(i, AuditAct.LOG_IN, "eve", "")));

        AuditFilter ofAna = new AuditFilter(ALL.from(), ALL.to(), Optional.empty(), Optional.of("ana"));
        AuditFilter made = new AuditFilter(ALL.from(), ALL.to(), Optional.of(AuditAct.DEVICE_MADE), Optional.of("ana"));
        assertThat(all("fleet", ofAna)).containsExactly(toAna, byAna);
        assertThat(all("fleet", made)).containsExactly(toAna);
        Page<AuditEvent> first = store.list("fleet", ofAna, 1, Optional.empty());
        assertThat(first.items()).containsExactly(toAna);
        assertThat(store.list("fleet", ofAna, 1, first.next())).isEqualTo(new Page<>(List.of(byAna), Optional.empty()));
    }

    private List<AuditEvent> all(String fleet, AuditFilter filter) {
        return store.list(fleet, filter, 1_000, Optional.empty()).items();
    }

    private static Instant time(int second) {
        return NOON.plusSeconds(second);
    }

    private static AuditEvent event(int second, AuditAct act, String actor, String subject) {
        return new AuditEvent(
                AuditEvent.idAt(time(second)) + "r" + second,
                time(second),
                "fleet",
                actor,
                actor.toUpperCase(Locale.ROOT),
                act,
                subject,
                "",
                "127.0.0.1",
                1);
    }
}
