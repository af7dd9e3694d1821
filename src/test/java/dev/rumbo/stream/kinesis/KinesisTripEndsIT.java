package dev.rumbo.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.TripEndJson;
import dev.rumbo.stream.TripEnd;
import dev.rumbo.testsupport.Emulators;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class KinesisTripEndsIT {

    @Test
    void endsOfOneDeviceAreReadAsTheyWereTold() {
        String name = "trip-ends-" + UUID.randomUUID();
        List<TripEnd> ends = IntStream.range(0, 5)
                .mapToObj(i -> new TripEnd(new DeviceKey("fleet", "ana", "car"), "car." + i, i * 1_000L, i * 2_000L))
                .toList();
        List<TripEnd> read = new ArrayList<>();
        KinesisConfig config = KinesisConfig.of(name, "worker", true, 1, Duration.ZERO, 1 << 20, Duration.ofSeconds(2));

        try (AwsClients clients = Emulators.clients();
                KinesisTripEnds stream = KinesisTripEnds.open(clients, config)) {
            stream.publish(ends).toCompletableFuture().join();
            new Replay(clients.kinesis(), name)
                    .run(Instant.EPOCH, record -> read.add(TripEndJson.decode(record.data())));
            clients.kinesis().deleteStream(request -> request.streamName(name)).join();
        }

        assertThat(read).isEqualTo(ends);
    }
}
