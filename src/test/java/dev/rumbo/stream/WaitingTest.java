package dev.rumbo.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Waiting waiting = new Waiting();

    @Test
    void whoWasWokenBeforeDoesNotWaitOnce() {
        waiting.wake();
        assertThat(timeOf(() -> waiting.await(LONG))).isLessThan(LONG);
        assertThat(timeOf(() -> waiting.await(SHORT))).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void aPauseIsNotEndedByWhatWakes() {
        waiting.wake();
        assertThat(timeOf(() -> waiting.pause(SHORT))).isGreaterThanOrEqualTo(SHORT);
        assertThat(timeOf(() -> waiting.await(LONG))).isLessThan(LONG);
    }

    @Test
    void nobodyWaitsWhoIsToStop() throws InterruptedException {
        Thread thread = new Thread(() -> waiting.pause(LONG));
        thread.start();
        waiting.stop();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(timeOf(() -> waiting.await(LONG))).isLessThan(LONG);
        assertThat(waiting.isStopping()).isTrue();
    }

    @Test
    void whoIsInterruptedIsToStopAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        waiting.pause(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiting.isStopping()).isTrue();
    }

    private static Duration timeOf(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
