package dev.rumbo.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BusyDevicesTest {

    private static final long SECOND = 1_000_000_000L;

    private final BusyDevices busy = new BusyDevices();
    private final long start = System.nanoTime();

    @Test
    void oneDeviceAHundredTimesTheOthersIsNamedAmongTenThousand() {
        Random random = new Random(8);
        int positions = 0;
        for (int i = 0; i < 200_000; i++) {
            boolean noisy = random.nextInt(20) == 0;
            positions += noisy ? 1 : 0;
            busy.add(noisy ? "noisy" : "car-" + random.nextInt(10_000), 1, start + i * SECOND / 4_000);
        }

        BusyDevices.Busy first = busy.most(1, start + 50 * SECOND).get(0);
        assertThat(first.deviceId()).isEqualTo("noisy");
        assertThat(first.share()).isCloseTo(positions / 200_000.0, within(0.002));
        assertThat(first.positionsPerSecond()).isCloseTo(positions / 50.0, within(10.0));
    }

    @Test
    void aFewDevicesAreCountedExactly() {
        busy.add("a", 3, start);
        busy.add("b", 5, start);
        busy.add("a", 4, start + SECOND);

        assertThat(busy.most(9, start + 10 * SECOND))
                .extracting(BusyDevices.Busy::deviceId)
                .containsExactly("a", "b");
        assertThat(busy.most(1, start + 10 * SECOND).get(0).share()).isCloseTo(7 / 12.0, within(1e-9));
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        busy.add("a", 3, start);
        busy.add("b", 1, start + 61 * SECOND);
        assertThat(busy.most(9, start + 62 * SECOND)).hasSize(2);

        assertThat(busy.most(9, start + 300 * SECOND)).isEqualTo(List.of());
    }
}
