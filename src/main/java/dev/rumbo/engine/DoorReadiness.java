package dev.rumbo.engine;

import dev.rumbo.store.MovingStore.Door;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the store is being moved. */
@Readiness
class DoorReadiness implements HealthCheck {

    private final FrontDoor door;

    DoorReadiness(FrontDoor door) {
        this.door = door;
    }

    @Override
    public HealthCheckResponse call() {
        Door now = door.now();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("door").status(now == Door.OPEN);
        return now == Door.OPEN
                ? answer.build()
                : answer.withData("state", now.name()).build();
    }
}
