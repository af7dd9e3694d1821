package dev.rumbo.stream.kinesis;

import dev.rumbo.stream.ShardCount;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The shards of a Kinesis stream. */
public record KinesisShardCount(KinesisAsyncClient client, String streamName) implements ShardCount {

    private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
    private static final int SERVER_ERROR = 500;

    @Override
    public OptionalInt open() {
        StreamDescriptionSummary stream = join(client.describeStreamSummary(request -> request.streamName(streamName)))
                .streamDescriptionSummary();
        boolean onDemand =
                stream.streamModeDetails() != null && stream.streamModeDetails().streamMode() == StreamMode.ON_DEMAND;
        return onDemand || stream.streamStatus() != StreamStatus.ACTIVE
                ? OptionalInt.empty()
                : OptionalInt.of(stream.openShardCount());
    }

    @Override
    public Optional<String> change(int shards) {
        try {
            join(client.updateShardCount(request ->
                    request.streamName(streamName).targetShardCount(shards).scalingType(ScalingType.UNIFORM_SCALING)));
            return Optional.empty();
        } catch (StreamUnavailableException failed) {
            if (failed.getCause() instanceof KinesisException refused && refused.statusCode() < SERVER_ERROR) {
                return Optional.of(refused.awsErrorDetails().errorCode() + ": "
                        + refused.awsErrorDetails().errorMessage());
            }
            throw failed;
        }
    }

    private static <T> T join(CompletableFuture<T> call) {
        try {
            return call.join();
        } catch (CompletionException failed) {
            throw new StreamUnavailableException(
                    "Kinesis does not change or tell its shards: " + failed.getCause(), RETRY_AFTER, failed.getCause());
        }
    }
}
