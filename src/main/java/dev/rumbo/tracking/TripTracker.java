package dev.rumbo.tracking;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What becomes of the stream's records: live viewers hear of them at once, and the store gets the trips that they change.
 *
 * <p>Records come at least once and in any order of their positions' times; positions that are stored already change
 * nothing, so delivering a batch again is harmless. A record that cannot be read is set aside and never holds up its shard.
 */
public final class TripTracker implements RecordConsumer {

    /** Positions further apart than this are recomputed one after the other, so that what lies between is not loaded. */
    private static final Duration FAR_APART = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(TripTracker.class);
    private static final int MOST_ATTEMPTS = 5;

    /** The live consumer writes a device a few times a second at most, and a replay has no hurry. */
    private static final int MOST_REPLAY_ATTEMPTS = 50;

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final long MOST_REMEMBERED = 100_000;

    private final TrackStore store;
    private final RecordReader reader;
    private final DeviceRecomputation recomputation;
    private final Iterable<PositionListener> listeners;
    private final TrackingMetrics metrics;
    private final LoadingCache<DeviceKey, Registration> registrations;

    /** What decides how a device's positions are stored. */
    private record Registration(boolean erased, ZoneId zone) {}

    public TripTracker(
            TrackStore store,
            AccountStore accounts,
            FleetRules rules,
            Iterable<PositionListener> listeners,
            TrackingMetrics metrics) {
        this.store = store;
        this.reader = new RecordReader(accounts);
        this.recomputation = new DeviceRecomputation(store, rules);
        this.listeners = listeners;
        this.metrics = metrics;
        this.registrations = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .build(device -> new Registration(
                        accounts.findDevice(device.fleetId(), device.deviceId())
                                .map(found -> found.state() == Device.State.ERASED)
                                .orElse(false),
                        accounts.findUser(device.owner()).map(User::timeZone).orElse(ZoneOffset.UTC)));
    }

    @Override
    public void arrived(List<StreamRecord> records) {
        for (StreamRecord record : records) {
            try {
                PositionPost post = reader.read(record);
                listeners.forEach(listener -> listener.positions(post.device(), post.positions()));
            } catch (MalformedRecordException | StoreUnavailableException notForViewers) {
                // store() sees the same record: it sets it aside, or waits for the store.
                metrics.notShown();
            }
        }
    }

    @Override
    public void store(List<StreamRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        List<SetAside> setAside = new ArrayList<>();
        Map<DeviceKey, Track> incoming = read(records, setAside);
        StreamRecord checkpoint = records.get(records.size() - 1);
        for (int attempt = 1; ; attempt++) {
            try {
                store.apply(updates(incoming), setAside, checkpoint);
                metrics.stored(incoming.values(), setAside.size());
                return;
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailableException("devices keep changing under this consumer", changedMeanwhile);
                }
            }
        }
    }

    /**
     * Stores records that were handed over before, beside the stream's own delivery and without its checkpoints. What is
     * stored already changes nothing; what still cannot be read is set aside, with the reason that holds now.
     */
    public Replayed replay(List<StreamRecord> records) {
        List<SetAside> setAside = new ArrayList<>();
        int[] positions = new int[1];
        read(records, setAside).forEach((device, track) -> {
            if (!registrations.get(device).erased()) {
                for (Track cluster : clusters(track)) {
                    positions[0] += replay(device, cluster);
                }
            }
        });
        setAside.forEach(store::setAside);
        return new Replayed(positions[0], setAside);
    }

    private int replay(DeviceKey device, Track cluster) {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<DeviceUpdate> update = recomputation.update(
                        device, cluster, registrations.get(device).zone());
                update.ifPresent(store::apply);
                return update.map(applied -> applied.added().size()).orElse(0);
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_REPLAY_ATTEMPTS) {
                    throw new StoreUnavailableException("the device keeps changing under the replay", changedMeanwhile);
                }
            }
        }
    }

    /**
     * What a replay led to.
     *
     * @param positions that were not stored before
     * @param setAside records that cannot be read
     */
    public record Replayed(int positions, List<SetAside> setAside) {

        public Replayed {
            setAside = List.copyOf(setAside);
        }
    }

    /** What a record says; empty where it cannot be read. */
    public Optional<PositionPost> decode(StreamRecord record) {
        try {
            return Optional.of(reader.read(record));
        } catch (MalformedRecordException unreadable) {
            return Optional.empty();
        }
    }

    private Map<DeviceKey, Track> read(List<StreamRecord> records, List<SetAside> setAside) {
        Map<DeviceKey, Track> incoming = new LinkedHashMap<>();
        for (StreamRecord record : records) {
            try {
                PositionPost post = reader.read(record);
                incoming.merge(post.device(), post.positions(), Track::union);
            } catch (MalformedRecordException malformed) {
                LOG.warnf(
                        "Set aside record %s of %s: %s",
                        record.sequenceNumber(), record.shardId(), malformed.getMessage());
                setAside.add(new SetAside(record, String.valueOf(malformed.getMessage())));
            }
        }
        return incoming;
    }

    private List<DeviceUpdate> updates(Map<DeviceKey, Track> incoming) {
        List<DeviceUpdate> updates = new ArrayList<>();
        incoming.forEach((device, track) -> {
            Registration registration = registrations.get(device);
            if (registration.erased()) {
                return;
            }
            List<Track> clusters = clusters(track);
            for (Track cluster : clusters.subList(0, clusters.size() - 1)) {
                recomputation.update(device, cluster, registration.zone()).ifPresent(store::apply);
            }
            recomputation
                    .update(device, clusters.get(clusters.size() - 1), registration.zone())
                    .ifPresent(updates::add);
        });
        return updates;
    }

    private static List<Track> clusters(Track track) {
        List<Track> clusters = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= track.size(); i++) {
            if (i == track.size() || track.timeMillis(i) - track.timeMillis(i - 1) > FAR_APART.toMillis()) {
                clusters.add(track.slice(start, i));
                start = i;
            }
        }
        return clusters;
    }
}
