package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.faults.AwsEnvironment;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two processes on one stream and store, and a third that comes and goes. */
@ExtendWith(Emulators.class)
class AwsLiveIT extends LiveContract {

    private static final int GOING_AWAY = 1001;

    private @Nullable Map<String, String> environment;

    /** Made when it is first asked for: the emulators start after this object. */
    @Override
    Map<String, String> environment() {
        Map<String, String> made =
                environment == null ? AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()) : environment;
        environment = made;
        return made;
    }

    @Override
    RunningApplication another(RunningApplication first) throws IOException {
        return launch("viewed");
    }

    @Test
    void anInstanceMayComeAndGoWhileViewersWatch() throws Exception {
        Car car = new Car(admin());
        SocketViewer staying = open(viewed(), admin());
        String before = car.posts(posted(), 0);
        try (RunningApplication third = launch("third")) {
            SocketViewer moving = open(third, admin());
            await().atMost(PATIENCE).until(() -> moving.saw(before));
            String during = car.posts(third, 1);
            await().atMost(PATIENCE).until(() -> moving.saw(during) && staying.saw(during));

            third.terminate();

            assertThat(moving.closed()).isEqualTo(GOING_AWAY);
            SocketViewer moved = open(posted(), admin());
            await().atMost(PATIENCE).until(() -> moved.saw(during));
            String after = car.posts(posted(), 2);
            await().atMost(PATIENCE).until(() -> moved.saw(after) && staying.saw(after));
        }
    }
}
