package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.TripEndJson;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.TripEnd;
import dev.rumbo.stream.TripEnds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Ended trips in a stream of their own, whose readers may not see positions: aggregated, and of one device in order, as positions are. */
public final class KinesisTripEnds implements TripEnds, AutoCloseable {

    private final Producer producer;

    private KinesisTripEnds(Producer producer) {
        this.producer = producer;
    }

    /**
     * Opens the stream, after creating it where it is missing and the configuration asks for that.
     *
     * @throws StreamUnavailableException where it should be created and cannot
     */
    public static KinesisTripEnds open(AwsClients clients, KinesisConfig config) {
        if (config.create()) {
            KinesisStream.create(clients.kinesis(), config);
        }
        return new KinesisTripEnds(new Producer(clients.kinesis(), config));
    }

    @Override
    public CompletionStage<Void> publish(List<TripEnd> ends) {
        return CompletableFuture.allOf(ends.stream()
                .map(end -> producer.publish(end.device().deviceId(), TripEndJson.encode(end))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
        try {
            producer.stop();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
