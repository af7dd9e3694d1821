package dev.rumbo.engine;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import dev.rumbo.aws.CallCounter;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisStream;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Amazon Kinesis and DynamoDB. */
final class AwsEngine implements Engine {

    private final AwsClients clients;
    private final KinesisStream stream;
    private final DynamoTrackStore tracks;
    private final AccountStore accounts;

    private AwsEngine(AwsClients clients, KinesisStream stream, DynamoTrackStore tracks, AccountStore accounts) {
        this.clients = clients;
        this.stream = stream;
        this.tracks = tracks;
        this.accounts = accounts;
    }

    static AwsEngine open(AwsEngineConfig config, MeterRegistry metrics, Clock clock) {
        AwsClients clients = new AwsClients(
                new AwsEndpoints(
                        Optional.empty(),
                        config.endpoint().kinesis(),
                        config.endpoint().dynamodb()),
                List.of(new CallCounter(metrics)));
        String worker = config.worker().orElseGet(() -> UUID.randomUUID().toString());
        return new AwsEngine(
                clients,
                KinesisStream.open(
                        clients,
                        KinesisConfig.of(config.stream(), worker, config.create(), config.flushInterval()),
                        clock),
                DynamoTrackStore.open(clients.dynamoDb(), config.tablePrefix(), config.create(), clock),
                DynamoAccountStore.open(clients.dynamoDb(), config.tablePrefix(), config.create()));
    }

    @Override
    public PositionStream stream() {
        return stream;
    }

    @Override
    public TrackStore tracks() {
        return tracks;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public void close() {
        stream.stop();
        tracks.close();
        clients.close();
    }
}
