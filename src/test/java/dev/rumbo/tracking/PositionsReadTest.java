package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a new or a late position costs for a device that never falls silent, counted in positions read from the store: it
 * lies parked and reports once a second, and after weeks that is no more than after a day.
 */
class PositionsReadTest {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final long START = 1_772_409_600_000L;
    private static final int DAY = 86_400;
    /** Three hours to either side, the first guess, are enough; a few positions are read to see what is known. */
    private static final int MOST_BEHIND = 3 * 3_600 + 10;

    @TempDir
    Path folder;

    private SqliteStore store;
    private int read;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 21})
    void doNotGrowWithTheTimeThatItLiesParked(int days) {
        Track parked = parked(days * DAY);
        int rules = rules().newest(CAR.fleetId()).version();
        store.tracks()
                .apply(new DeviceUpdate(
                        new DeviceHead(
                                CAR,
                                1,
                                parked.get(0),
                                parked.get(parked.size() - 1),
                                rules,
                                Optional.empty(),
                                CorrectedSpan.NONE),
                        parked,
                        Set.of(),
                        List.of(),
                        Set.of(),
                        List.of()));
        assertThat(readFor(position(days * DAY, 1))).as("a new position").isBetween(1, MOST_BEHIND);
        assertThat(readFor(position(days * DAY / 2, 2)))
                .as("a late position in the middle")
                .isBetween(1, 2 * MOST_BEHIND);
        assertThat(readFor(position(-1, 3))).as("a position before all").isBetween(1, MOST_BEHIND);
        assertThat(store.tracks().segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    private int readFor(Position added) {
        TrackStore counting = (TrackStore) Proxy.newProxyInstance(
                TrackStore.class.getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store.tracks(), arguments);
                        read += answer instanceof Track track ? track.size() : 0;
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
        read = 0;
        DeviceRecomputation recomputation = new DeviceRecomputation(counting, rules());
        store.tracks()
                .apply(recomputation
                        .update(CAR, Track.of(List.of(added)), List.of(), owner -> ZoneOffset.UTC)
                        .orElseThrow());
        return read;
    }

    private FleetRules rules() {
        return new FleetRules(store.operations(), store.tracks(), Clock.systemUTC());
    }

    private static Position position(int second, int altitude) {
        return new Position(START + second * 1000L, 0, 0, 0, Position.ABSENT, altitude, Position.ABSENT);
    }

    private static Track parked(int seconds) {
        long[] times = new long[seconds];
        int[] latitudes = new int[seconds];
        int[] longitudes = new int[seconds];
        int[] absent = new int[seconds];
        Arrays.fill(absent, Position.ABSENT);
        for (int second = 0; second < seconds; second++) {
            times[second] = START + second * 1000L;
            latitudes[second] = second * 37 % 11 * 90;
            longitudes[second] = second * 53 % 13 * 90;
        }
        return Track.ofColumns(times, latitudes, longitudes, absent, absent, absent, absent);
    }
}
