package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of views must do. Each test starts with an empty store. */
public abstract class ViewStoreContract {

    private static final Instant HOUR = Instant.parse("2100-11-23T14:00:00Z");
    private static final Owner ANA = new Owner("fleet", "ana");

    private ViewStore store;

    /** Opens the store of this test. */
    protected abstract ViewStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract ViewStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopeningNewestHourFirst() {
        View day = view(ANA, HOUR, View.Kind.DAY, false, "boss", "2100-11-23", 3);
        View later = view(ANA, HOUR.plusSeconds(3_600), View.Kind.LIVE, true, "link", "", 1);
        add(List.of(day, later, view(new Owner("other", "ana"), HOUR, View.Kind.DAY, false, "boss", "", 1)));

        store = reopen();

        assertThat(store.list(ANA, 10, Optional.empty()).items()).containsExactly(later, day);
        assertThat(store.list(new Owner("fleet", "bob"), 10, Optional.empty()).items())
                .isEmpty();
    }

    @Test
    void addsUpWhatIsOfTheSameHourKindViewerAndSubject() {
        View first = view(ANA, HOUR, View.Kind.TRIP, false, "boss", "device.k3x", 2);
        add(List.of(first));
        add(List.of(new View(
                ANA,
                HOUR,
                View.Kind.TRIP,
                false,
                "boss",
                "device.k3x",
                HOUR.plusSeconds(60),
                HOUR.plusSeconds(90),
                5)));
        add(List.of(
                view(ANA, HOUR, View.Kind.TRIP, true, "boss", "device.k3x", 1),
                view(ANA, HOUR, View.Kind.TRIP, false, "boss", "device.k4x", 1)));

        assertThat(store.list(ANA, 10, Optional.empty()).items())
                .hasSize(3)
                .contains(new View(
                        ANA,
                        HOUR,
                        View.Kind.TRIP,
                        false,
                        "boss",
                        "device.k3x",
                        first.firstAt(),
                        HOUR.plusSeconds(90),
                        7));
    }

    @Test
    void listsAPartAtATime() {
        for (int i = 0; i < 5; i++) {
            add(List.of(view(ANA, HOUR.plusSeconds(3_600L * i), View.Kind.DAY, false, "boss", "x", 1)));
        }

        Page<View> first = store.list(ANA, 2, Optional.empty());
        Page<View> second = store.list(ANA, 2, first.next());
        Page<View> third = store.list(ANA, 2, second.next());

        assertThat(List.of(first, second, third))
                .extracting(page -> page.items().size())
                .containsExactly(2, 2, 1);
        assertThat(second.items().get(0).hour()).isEqualTo(HOUR.plusSeconds(3_600L * 2));
        assertThat(third.next()).isEmpty();
    }

    private void add(List<View> views) {
        List<View> stored = new ArrayList<>();
        store.add(views, stored::add);
        assertThat(stored).containsExactlyInAnyOrderElementsOf(views);
    }

    protected static View view(
            Owner owner, Instant hour, View.Kind kind, boolean byLink, String viewer, String subject, long count) {
        return new View(owner, hour, kind, byLink, viewer, subject, hour.plusSeconds(10), hour.plusSeconds(20), count);
    }
}
