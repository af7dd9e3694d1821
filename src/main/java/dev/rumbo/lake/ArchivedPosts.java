package dev.rumbo.lake;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts as rows of the archive, and rows as posts. */
public final class ArchivedPosts {

    private ArchivedPosts() {}

    /**
     * The rows of a post, in order of time.
     *
     * @param receivedAt when the stream took it
     */
    public static List<ArchivedPosition> rows(PositionPost post, Instant receivedAt) {
        return rows(post, post.positions(), receivedAt);
    }

    /** @param part of the post's positions, all of those at the same time or none */
    static List<ArchivedPosition> rows(PositionPost post, Track part, Instant receivedAt) {
        List<ArchivedPosition> rows = new ArrayList<>(part.size());
        for (int i = 0; i < part.size(); i++) {
            boolean firstOfItsTime = i == 0 || part.timeMillis(i - 1) < part.timeMillis(i);
            List<Border> borders = firstOfItsTime ? borders(post, part.timeMillis(i)) : List.of();
            if (borders.isEmpty()) {
                rows.add(row(post, part, i, receivedAt, null));
            }
            for (Border border : borders) {
                rows.add(row(post, part, i, receivedAt, border.fromMillis()));
            }
        }
        return rows;
    }

    private static List<Border> borders(PositionPost post, long endMillis) {
        if (post.borders().isEmpty()) {
            return List.of();
        }
        return post.borders().stream()
                .filter(border -> border.toMillis() == endMillis)
                .distinct()
                .toList();
    }

    private static ArchivedPosition row(
            PositionPost post, Track track, int i, Instant receivedAt, @Nullable Long borderFromMillis) {
        DeviceKey device = post.device();
        return new ArchivedPosition(
                device.deviceId(),
                track.timeMillis(i),
                track.latitudeE7(i),
                track.longitudeE7(i),
                told(track.speedCentimetersPerSecond(i)),
                told(track.courseDecidegrees(i)),
                told(track.altitudeDecimeters(i)),
                told(track.accuracyDecimeters(i)),
                receivedAt.toEpochMilli(),
                device.fleetId(),
                device.userId(),
                post.importId().orElse(null),
                borderFromMillis);
    }

    private static @Nullable Integer told(int value) {
        return value == Position.ABSENT ? null : value;
    }

    private static int stored(@Nullable Integer value) {
        return value == null ? Position.ABSENT : value;
    }

    static DeviceKey device(ArchivedPosition row) {
        return new DeviceKey(row.fleetId(), row.userId(), row.deviceId());
    }

    /** @param rows of one device and one import, or none of any; not empty */
    static PositionPost post(Collection<ArchivedPosition> rows) {
        ArchivedPosition first = rows.iterator().next();
        List<Border> borders = new ArrayList<>();
        List<Position> positions = new ArrayList<>(rows.size());
        for (ArchivedPosition row : rows) {
            positions.add(new Position(
                    row.timeMillis(),
                    row.latitudeE7(),
                    row.longitudeE7(),
                    stored(row.speedCentimetersPerSecond()),
                    stored(row.courseDecidegrees()),
                    stored(row.altitudeDecimeters()),
                    stored(row.accuracyDecimeters())));
            Long from = row.borderFromMillis();
            String importId = row.importId();
            if (from != null && importId != null) {
                borders.add(new Border(from, row.timeMillis(), importId));
            }
        }
        return new PositionPost(
                device(first),
                Track.of(positions),
                Optional.ofNullable(first.importId()),
                borders.stream().distinct().toList());
    }
}
