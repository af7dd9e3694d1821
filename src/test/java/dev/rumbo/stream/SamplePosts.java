package dev.rumbo.stream;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.List;

/** Posts that differ from each other by device and number. */
public final class SamplePosts {

    private static final long START_MILLIS = 1_760_000_000_000L;

    private SamplePosts() {}

    public static PositionPost post(String deviceId, int number) {
        return post(deviceId, number, 1);
    }

    /** @param size number of positions */
    public static PositionPost post(String deviceId, int number, int size) {
        List<Position> positions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            positions.add(new Position(
                    START_MILLIS + number * 1_000L + i,
                    -349_058_000 + number,
                    -561_913_000 + i,
                    Position.ABSENT,
                    Position.ABSENT,
                    Position.ABSENT,
                    Position.ABSENT));
        }
        return new PositionPost(new DeviceKey("fleet", "user", deviceId), Track.of(positions));
    }
}
