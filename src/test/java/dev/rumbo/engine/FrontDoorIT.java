package dev.rumbo.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.instances.Attendance;
import dev.rumbo.instances.Binding;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.InstanceStore;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.MovingStore.Door;
import dev.rumbo.store.RunningInstance;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.dynamodb.DynamoInstanceStore;
import dev.rumbo.store.dynamodb.DynamoMovingStore;
import dev.rumbo.testsupport.Emulators;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An instance comes in while whoever moves the house looks whether all have left it. */
@ExtendWith(Emulators.class)
class FrontDoorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "door-" + UUID.randomUUID();
    private final MovingStore doors = DynamoMovingStore.open(clients.dynamoDb(), prefix, true);
    private final InstanceStore running = DynamoInstanceStore.open(clients.dynamoDb(), prefix, false);
    private final Attendance attendance = new Attendance(running, System::nanoTime);

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void whoComesAfterTheDoorWasShutSeesIt() {
        shutAndLook();

        assertThat(enter(running).now()).isEqualTo(Door.LEFT);
    }

    @Test
    void whoHasReadTheDoorAsOpenIsSeenThoughItDidNothingYet() {
        FrontDoor door = enter(running);

        assertThat(shutAndLook()).isTrue();
        assertThat(door.now()).isEqualTo(Door.OPEN);
    }

    @Test
    void whoComesWhileTheDoorIsShutSeesItBeforeItIsSeenOrAfterwards() {
        assertThat(enter(new Interrupted(true)).now()).isEqualTo(Door.LEFT);
        doors.put(Door.OPEN);
        assertThat(enter(new Interrupted(false)).now()).isEqualTo(Door.LEFT);
    }

    /** Else a move would not come to its end while somebody starts the old application again and again. */
    @Test
    void whoWaitsAtTheDoorCountsAsGoneUntilItOpens() {
        doors.put(Door.LEFT);
        FrontDoor door = enter(running);
        CountDownLatch begun = new CountDownLatch(1);
        door.whenOpen(begun::countDown, failure -> {}, () -> {});
        assertThat(attendance.isAnybodyThere()).isFalse();

        doors.put(Door.OPEN);

        await().atMost(PATIENCE).until(() -> begun.getCount() == 0);
        assertThat(attendance.isAnybodyThere()).isTrue();
        door.stop();
    }

    /** It does not work, and would be looked for in vain. */
    @Test
    void whoCannotReadTheDoorCountsAsGone() {
        MovingStore unreadable = (MovingStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MovingStore.class}, (proxy, method, arguments) -> {
                    throw new StoreUnavailableException("away", null);
                });

        assertThatThrownBy(() -> enter(unreadable, running)).isInstanceOf(StoreUnavailableException.class);

        assertThat(attendance.isAnybodyThere()).isFalse();
    }

    private FrontDoor enter(InstanceStore store) {
        return enter(doors, store);
    }

    private static FrontDoor enter(MovingStore doors, InstanceStore store) {
        Instances instances =
                new Instances("late", "test", Optional.of(new Binding(store, "127.0.0.1", 0)), Clock.systemUTC());
        return new FrontDoor(doors, instances, PATIENCE, new ObjectMapper());
    }

    /** In the order of {@code Mover}. */
    private boolean shutAndLook() {
        doors.put(Door.LEFT);
        return attendance.isAnybodyThere();
    }

    /** The door is shut, and who runs is looked up, just before the instance says that it runs, or just afterwards. */
    private final class Interrupted implements InstanceStore {

        private final boolean before;

        private Interrupted(boolean before) {
            this.before = before;
        }

        @Override
        public void announce(RunningInstance instance) {
            if (before) {
                assertThat(shutAndLook()).isFalse();
            }
            running.announce(instance);
            if (!before) {
                assertThat(shutAndLook()).isTrue();
            }
        }

        @Override
        public List<RunningInstance> list() {
            return running.list();
        }

        @Override
        public void remove(RunningInstance instance) {
            running.remove(instance);
        }
    }
}
