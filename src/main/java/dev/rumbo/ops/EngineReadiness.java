package dev.rumbo.ops;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.PositionArchive;
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
    private final PositionArchive archive;

    EngineReadiness(PositionStream stream, AccountStore accounts, PositionArchive archive) {
        this.stream = stream;
        this.accounts = accounts;
        this.archive = archive;
    }

    @Override
    public HealthCheckResponse call() {
        StreamStatus status = stream.status();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("engine").status(status.problem().isEmpty());
        status.problem().ifPresent(problem -> answer.withData("stream", problem));
        status.shards().forEach(shard -> answer.withData("behindMillis " + shard.id(), shard.behindMillis()));
        // It is ready all the same: posts are taken, and the stream keeps what the archive does not have.
        archive.problem().ifPresent(problem -> answer.withData("archive", problem));
        try {
            accounts.isEmpty();
        } catch (StoreUnavailableException failure) {
            answer.down().withData("store", String.valueOf(failure.getMessage()));
        }
        return answer.build();
    }
}
