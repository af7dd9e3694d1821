package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.Incoming.Wanted;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What becomes of the stream's records: live viewers hear of them at once, and the store gets the trips that they change.
 *
 * <p>Records come at least once and in any order of their positions' times; positions that are stored already change
 * nothing, so delivering a batch again is harmless. A record that cannot be read, or that the store will never take, is set
 * aside and never holds up its shard.
 */
public final class TripTracker implements RecordConsumer {

    /** Positions further apart than this are recomputed one after the other, so that what lies between is not loaded. */
    private static final Duration FAR_APART = Duration.ofHours(12);

    private static final Logger LOG = Logger.getLogger(TripTracker.class);
    private static final int MOST_ATTEMPTS = 5;

    /** The live consumer writes a device a few times a second at most, and a replay has no hurry. */
    private static final int MOST_REPLAY_ATTEMPTS = 50;

    private final TrackStore store;
    private final RecordReader reader;
    private final UndoneImports undone;
    private final DeviceRecomputation recomputation;
    private final Iterable<PositionListener> listeners;
    private final TrackingMetrics metrics;
    private final AccountStore accounts;

    public TripTracker(
            TrackStore store,
            AccountStore accounts,
            UndoneImports undone,
            FleetRules rules,
            Iterable<PositionListener> listeners,
            TrackingMetrics metrics) {
        this.store = store;
        this.reader = new RecordReader(accounts);
        this.undone = undone;
        this.recomputation = new DeviceRecomputation(store, rules);
        this.listeners = listeners;
        this.metrics = metrics;
        this.accounts = accounts;
    }

    private ZoneId zone(Owner owner) {
        return accounts.findUser(owner).map(User::timeZone).orElse(ZoneOffset.UTC);
    }

    @Override
    public void arrived(List<StreamRecord> records) {
        for (StreamRecord record : records) {
            try {
                PositionPost post = reader.read(record);
                listeners.forEach(listener -> listener.positions(post.device(), post.positions()));
            } catch (MalformedRecordException | StoreRefusedException | StoreUnavailableException notForViewers) {
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
        Incoming incoming = Incoming.read(records, reader);
        StreamRecord checkpoint = records.get(records.size() - 1);
        for (int attempt = 1; ; attempt++) {
            try {
                store.apply(updates(incoming), incoming.setAside(), checkpoint);
                metrics.stored(incoming.all(), incoming.setAside().size());
                return;
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailableException("devices keep changing under this consumer", changedMeanwhile);
                }
            } catch (StoreUnavailableException later) {
                throw later;
            } catch (RuntimeException ofSomeDevice) {
                if (attempt == MOST_ATTEMPTS) {
                    throw ofSomeDevice;
                }
                storeOneByOne(incoming);
            }
        }
    }

    /** So that what one device leads to holds up no other: its records are set aside, and the rest is stored. */
    private int storeOneByOne(Incoming incoming) {
        int positions = 0;
        for (DeviceKey device : List.copyOf(incoming.devices())) {
            try {
                for (Wanted cluster : wanted(incoming, device).cutWhereApart(FAR_APART.toMillis())) {
                    positions += storeCluster(device, cluster);
                }
            } catch (ErasedDeviceException underWayWhenItWas) {
                incoming.forget(device);
            } catch (StoreUnavailableException later) {
                throw later;
            } catch (RuntimeException forGood) {
                LOG.errorf(forGood, "Set aside the records of device %s", device.deviceId());
                incoming.setAside(
                        device,
                        forGood instanceof StoreRefusedException
                                ? "the store does not take what this device's positions lead to; it was logged"
                                : "this device's positions lead to something unexpected; it was logged");
            }
        }
        return positions;
    }

    /**
     * Stores records that were handed over before, beside the stream's own delivery and without its checkpoints. What is
     * stored already changes nothing; what still cannot be read or stored is set aside, with the reason that holds now.
     */
    public Replayed replay(List<StreamRecord> records) {
        Incoming incoming = Incoming.read(records, reader);
        int positions = storeOneByOne(incoming);
        incoming.setAside().forEach(store::setAside);
        return new Replayed(positions, incoming.setAside());
    }

    private int storeCluster(DeviceKey device, Wanted cluster) {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<DeviceUpdate> update =
                        recomputation.update(device, cluster.track(), cluster.borders(), this::zone);
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
     * @param setAside records that cannot be read or stored
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
        } catch (MalformedRecordException | StoreRefusedException unreadable) {
            return Optional.empty();
        }
    }

    private List<DeviceUpdate> updates(Incoming incoming) {
        List<DeviceUpdate> updates = new ArrayList<>();
        incoming.devices().forEach(device -> {
            List<Wanted> clusters = wanted(incoming, device).cutWhereApart(FAR_APART.toMillis());
            for (int i = 0; i < clusters.size(); i++) {
                Wanted cluster = clusters.get(i);
                recomputation
                        .update(device, cluster.track(), cluster.borders(), this::zone)
                        .ifPresent(i < clusters.size() - 1 ? store::apply : updates::add);
            }
        });
        return updates;
    }

    /** The head is read before it is asked what was undone: whoever undoes an import moves the head in between. */
    private Wanted wanted(Incoming incoming, DeviceKey device) {
        return incoming.wanted(device, (key, importId) -> {
            Optional<DeviceHead> unused = store.findBase(key);
            return undone.contains(key, importId);
        });
    }
}
