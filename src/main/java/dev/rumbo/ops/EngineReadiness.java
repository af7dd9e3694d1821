package dev.rumbo.ops;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: a post can be taken and a read answered now. */
@Readiness
class EngineReadiness implements HealthCheck {

    private final PositionStream stream;
    private final AccountStore accounts;

    EngineReadiness(PositionStream stream, AccountStore accounts) {
        this.stream = stream;
        this.accounts = accounts;
    }

    @Override
    public HealthCheckResponse call() {
        StreamStatus status = stream.status();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("engine").status(status.problem().isEmpty());
        status.problem().ifPresent(problem -> answer.withData("stream", problem));
        status.shards().forEach(shard -> answer.withData("behindMillis " + shard.id(), shard.behindMillis()));
        try {
            accounts.isEmpty();
        } catch (StoreUnavailableException failure) {
            answer.down().withData("store", String.valueOf(failure.getMessage()));
        }
        return answer.build();
    }
}
