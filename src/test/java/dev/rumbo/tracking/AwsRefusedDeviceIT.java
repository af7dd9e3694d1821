package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;

/** By a day of more segments than an item of 400 KB holds. */
@ExtendWith(Emulators.class)
class AwsRefusedDeviceIT extends RefusedDeviceContract {

    private static final long DAY_START = 1_772_323_200_000L;
    private static final int GAPS = 12_000;

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "t" + UUID.randomUUID();
    private TrackStore tracks;

    @Override
    protected Engine open() {
        tracks = DynamoTrackStore.open(clients.dynamoDb(), prefix, true, 1 << 20, Clock.systemUTC());
        return new Engine(
                tracks,
                DynamoAccountStore.open(clients.dynamoDb(), prefix, false, Clock.systemUTC()),
                DynamoOperationsStore.open(clients.dynamoDb(), prefix, false));
    }

    @Override
    protected void refuse(DeviceKey device) {
        Track position = SampleTracks.track(DAY_START, 1, 1);
        Random random = new Random(1);
        List<Segment> gaps = LongStream.range(0, GAPS)
                .<Segment>mapToObj(i -> gap(device, DAY_START + 1_000 * i, random))
                .toList();
        DeviceHead head =
                new DeviceHead(device, 1, position.get(0), position.get(0), 1, Optional.empty(), CorrectedSpan.NONE);
        assertThatThrownBy(() -> tracks.apply(new DeviceUpdate(head, position, Set.of(), gaps, Set.of(), List.of())))
                .isInstanceOf(StoreRefusedException.class);
    }

    /** Of values that cannot be packed. */
    private static Gap gap(DeviceKey device, long start, Random random) {
        Reason reason = new Reason(Reason.Rule.SILENCE, random.nextDouble(), random.nextDouble(), start, start + 500);
        Coordinate here = new Coordinate(random.nextInt(800_000_000), random.nextInt(800_000_000));
        return new Gap(device.deviceId(), start, start + 500, here, here, random.nextInt(1 << 30), reason, reason);
    }

    @Override
    protected void takeAgain(DeviceKey device) {
        tracks.erase(device);
    }
}
