package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long CAPACITY = 100;

    private final ByteBudget budget = new ByteBudget(CAPACITY);

    @Test
    void aSenderHoldsNoMoreThanItsShareUnlessItHoldsNothingElse() {
        ByteBudget.Hold large = budget.hold("noisy", 60).orElseThrow();
        assertThat(budget.hold("noisy", 1)).isEmpty();
        assertThat(budget.hold("other", 20)).isPresent();
        assertThat(budget.hold("other", 5)).isPresent();
        assertThat(budget.hold("other", 1)).isEmpty();

        large.release();

        assertThat(budget.hold("noisy", 25)).isPresent();
        assertThat(budget.hold("noisy", 1)).isEmpty();
    }

    @Test
    void whatIsHeldGrowsWithinTheSameLimits() {
        ByteBudget.Hold alone = budget.hold("alone", 10).orElseThrow();
        assertThat(alone.growTo(80)).isTrue();
        assertThat(alone.growTo(40)).isTrue();
        assertThat(alone.bytes()).isEqualTo(80);
        assertThat(alone.growTo(101)).isFalse();
        assertThat(budget.heldBytes()).isEqualTo(80);
    }

    @Test
    void neverMoreThanTheCapacityIsHeldAndAllOfItComesBack() {
        Random random = new Random(1);
        List<ByteBudget.Hold> holds = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (random.nextBoolean() && !holds.isEmpty()) {
                ByteBudget.Hold hold = holds.remove(random.nextInt(holds.size()));
                hold.release();
                hold.release();
            } else {
                Optional<ByteBudget.Hold> hold = budget.hold("sender " + random.nextInt(9), random.nextInt(30));
                hold.ifPresent(holds::add);
            }
            assertThat(budget.heldBytes()).isBetween(0L, CAPACITY);
        }
        holds.forEach(ByteBudget.Hold::release);
        assertThat(budget.heldBytes()).isZero();
    }
}
