package dev.rumbo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.MovingStore.Door;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontDoorTest {

    @TempDir
    Path folder;

    /** Else it would answer 503 for ever, and nobody would know why. */
    @Test
    void whatKeepsTheWorkFromBeginningWhenTheDoorOpensIsTold() {
        try (EmbeddedEngine engine = EmbeddedEngine.open(folder, Clock.systemUTC())) {
            engine.moving().put(Door.ENTERED);
            FrontDoor door = new FrontDoor(engine, alone(), new ObjectMapper());
            AtomicReference<RuntimeException> told = new AtomicReference<>();
            RuntimeException failure = new IllegalStateException("no stream is there");
            door.whenOpen(
                    () -> {
                        throw failure;
                    },
                    told::set,
                    () -> {});

            engine.moving().put(Door.OPEN);

            await().atMost(Duration.ofSeconds(10)).until(() -> told.get() != null);
            assertThat(told.get()).isSameAs(failure);
            assertThat(door.now()).isEqualTo(Door.ENTERED);
        }
    }

    /** It may have been taken for one that is gone, as nobody heard of it for a while. */
    @Test
    void aDoorThatIsShutLaterLetsNobodyInAnyMore() {
        try (EmbeddedEngine engine = EmbeddedEngine.open(folder, Clock.systemUTC())) {
            FrontDoor door = new FrontDoor(engine.moving(), alone(), Duration.ofMillis(20), new ObjectMapper());
            List<String> done = new CopyOnWriteArrayList<>();
            door.whenOpen(() -> done.add("worked"), failure -> done.add("failed"), () -> done.add("shut"));
            assertThat(door.now()).isEqualTo(Door.OPEN);

            engine.moving().put(Door.LEFT);

            await().atMost(Duration.ofSeconds(10)).until(() -> done.contains("shut"));
            assertThat(door.now()).isEqualTo(Door.LEFT);
            assertThat(done).containsExactly("worked", "shut");
            door.stop();
        }
    }

    private static Instances alone() {
        return new Instances("alone", "test", Optional.empty(), Clock.systemUTC());
    }
}
