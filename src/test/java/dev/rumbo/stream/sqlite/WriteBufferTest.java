package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.stream.sqlite.WriteBuffer.Offer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WriteBufferTest {

    private static final long RECORD = new Pending(0, "noisy", new byte[100]).bytes();

    private final WriteBuffer buffer = new WriteBuffer(8 * RECORD);

    @Test
    void aNoisyDeviceFillsItsShareAndLeavesTheRestToOthers() {
        assertThat(offers("noisy", 4)).containsExactly(Offer.TAKEN, Offer.TAKEN, Offer.OVER_SHARE, Offer.OVER_SHARE);
        assertThat(offers("quiet", 1)).containsExactly(Offer.TAKEN);
    }

    @Test
    void whatIsOnTheDiskMakesRoomForItsDeviceAgain() throws InterruptedException {
        offers("noisy", 2);
        List<Pending> group = buffer.take(Long.MAX_VALUE, Duration.ZERO);
        assertThat(offers("noisy", 1)).as("taken but not on the disk yet").containsExactly(Offer.OVER_SHARE);
        buffer.release(group);
        assertThat(offers("noisy", 3)).containsExactly(Offer.TAKEN, Offer.TAKEN, Offer.OVER_SHARE);
    }

    @Test
    void aRecordAboveTheShareIsTakenAlone() {
        assertThat(buffer.offer(new Pending(0, "noisy", new byte[(int) (4 * RECORD)])))
                .isEqualTo(Offer.TAKEN);
        assertThat(offers("noisy", 1)).containsExactly(Offer.OVER_SHARE);
    }

    @Test
    void allDevicesTogetherNeverHoldMoreThanTheBuffer() {
        for (String device : List.of("car-1", "car-2", "car-3", "car-4")) {
            offers(device, 2);
        }
        assertThat(offers("car-5", 1)).containsExactly(Offer.FULL);
    }

    private List<Offer> offers(String device, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> buffer.offer(new Pending(0, device, new byte[100])))
                .toList();
    }
}
