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
import dev.rumbo.stream.TripEnd;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.Incoming.Wanted;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    private static final long FIRST_VERSION = 1;
    private static final int MOST_REFUSED_IN_A_ROW = 3;

    /** The live consumer writes a device a few times a second at most, and a replay has no hurry. */
    private static final int MOST_REPLAY_ATTEMPTS = 50;

    private final TrackStore store;
    private final RecordReader reader;
    private final TrackedImports imports;
    private final KnownErasures erasures;
    private final DeviceRecomputation recomputation;
    private final Iterable<PositionListener> listeners;
    private final TrackingMetrics metrics;
    private final AccountStore accounts;
    private final TripEnds ends;

    /** That the store did not take when they were last tried. */
    private final Set<DeviceKey> refusedBefore = ConcurrentHashMap.newKeySet();

    public TripTracker(
            TrackStore store,
            AccountStore accounts,
            TrackedImports imports,
            FleetRules rules,
            Iterable<PositionListener> listeners,
            TrackingMetrics metrics,
            TripEnds ends,
            OtherProducers producers) {
        this.store = store;
        this.reader = new RecordReader(accounts, producers);
        this.imports = imports;
        this.erasures = new KnownErasures(store);
        this.recomputation = new DeviceRecomputation(store, rules);
        this.listeners = listeners;
        this.metrics = metrics;
        this.accounts = accounts;
        this.ends = ends;
    }

    private long version(DeviceKey device) {
        return store.findBase(device).map(DeviceHead::version).orElse(0L);
    }

    private ZoneId zone(Owner owner) {
        return accounts.findUser(owner).map(User::timeZone).orElse(ZoneOffset.UTC);
    }

    @Override
    public void arrived(List<StreamRecord> records) {
        for (StreamRecord record : records) {
            try {
                PositionPost post = reader.read(record);
                listeners.forEach(listener -> listener.arrived(post));
            } catch (MalformedRecordException | StoreRefusedException | StoreUnavailableException notForViewers) {
                // store() sees the same record: it sets it aside, or waits for the store.
                metrics.notShown();
            }
        }
    }

    @Override
    public List<StreamRecord> store(List<StreamRecord> records) {
        if (records.isEmpty()) {
            return List.of();
        }
        long started = System.nanoTime();
        Incoming incoming = Incoming.read(records, reader);
        StreamRecord checkpoint = records.get(records.size() - 1);
        for (int attempt = 1; ; attempt++) {
            try {
                List<DeviceUpdate> updates = updates(incoming);
                announce(incoming, updates);
                store.apply(updates, incoming.setAside(), checkpoint);
                updates.forEach(update -> written(incoming, update));
                refusedBefore.removeAll(incoming.devices());
                LOG.debugf(
                        "Stored %d records, %d of them set aside",
                        records.size(), incoming.setAside().size());
                metrics.stored(incoming.all(), incoming.setAside().size(), System.nanoTime() - started);
                return List.of();
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    return storeOthers(
                            incoming,
                            records,
                            started,
                            new StoreUnavailableException(
                                    "devices keep changing under this consumer", changedMeanwhile));
                }
            } catch (StoreUnavailableException later) {
                return storeOthers(incoming, records, started, later);
            } catch (RuntimeException ofSomeDevice) {
                if (attempt == MOST_ATTEMPTS) {
                    throw ofSomeDevice;
                }
                storeOneByOne(incoming, new StoringRound(refusedBefore, 1));
            }
        }
    }

    /** Each device by itself, after the store did not take all of them. */
    private List<StreamRecord> storeOthers(
            Incoming incoming, List<StreamRecord> records, long started, StoreUnavailableException failed) {
        Set<DeviceKey> devices = incoming.devices();
        if (devices.isEmpty()) {
            throw failed;
        }
        StoringRound round = new StoringRound(refusedBefore, MOST_REFUSED_IN_A_ROW);
        try {
            if (devices.size() == 1) {
                round.refused(devices.iterator().next(), failed);
            } else {
                storeOneByOne(incoming, round);
            }
        } catch (StoreUnavailableException severalInARow) {
            LOG.warnf(
                    "The round ends with %d devices stored: %s", round.stored().size(), severalInARow.getMessage());
        }
        List<DeviceKey> notStored = incoming.devices().stream()
                .filter(device -> !round.stored().contains(device))
                .toList();
        if (notStored.isEmpty()) {
            store.apply(List.of(), incoming.setAside(), records.get(records.size() - 1));
            metrics.stored(incoming.all(), incoming.setAside().size(), System.nanoTime() - started);
            return List.of();
        }
        if (round.stored().isEmpty() && !round.isOfHotDevices()) {
            throw failed;
        }
        incoming.setAside().forEach(store::setAside);
        Set<StreamRecord> left = new HashSet<>();
        for (DeviceKey device : notStored) {
            left.addAll(incoming.records(device));
            incoming.forget(device);
        }
        metrics.stored(incoming.all(), incoming.setAside().size(), System.nanoTime() - started);
        return records.stream().filter(left::contains).toList();
    }

    /**
     * Those that were refused before come last: what was handed back is the oldest of its batch, and several such devices would end every
     * round before another had its turn.
     */
    private List<DeviceKey> inTurn(Set<DeviceKey> devices) {
        Map<Boolean, List<DeviceKey>> byPast =
                devices.stream().collect(Collectors.partitioningBy(refusedBefore::contains));
        List<DeviceKey> turns = new ArrayList<>(byPast.get(false));
        turns.addAll(byPast.get(true));
        return turns;
    }

    /** So that what one device leads to holds up no other: its records are set aside, and the rest is stored. */
    private int storeOneByOne(Incoming incoming, StoringRound round) {
        int positions = 0;
        for (DeviceKey device : inTurn(incoming.devices())) {
            try {
                positions += storeDevice(incoming, device);
                round.stored(device);
            } catch (ErasedDeviceException underWayWhenItWas) {
                incoming.forget(device);
            } catch (StoreUnavailableException later) {
                round.refused(device, later);
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
        int positions = storeOneByOne(incoming, new StoringRound(refusedBefore, 1));
        incoming.setAside().forEach(store::setAside);
        return new Replayed(positions, incoming.setAside());
    }

    private int storeDevice(Incoming incoming, DeviceKey device) {
        int positions = 0;
        for (int attempt = 1; ; attempt++) {
            try {
                Update updates = new Update(incoming, device);
                while (updates.hasNext()) {
                    Optional<DeviceUpdate> update = updates.next();
                    update.ifPresent(computed -> apply(incoming, computed));
                    positions += update.map(applied -> applied.added().size()).orElse(0);
                }
                return positions;
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
        List<DeviceUpdate> last = new ArrayList<>();
        for (DeviceKey device : incoming.devices()) {
            Update updates = new Update(incoming, device);
            while (updates.hasNext()) {
                Optional<DeviceUpdate> update = updates.next();
                if (updates.hasNext()) {
                    update.ifPresent(computed -> apply(incoming, computed));
                } else {
                    update.ifPresent(last::add);
                }
            }
        }
        return last;
    }

    private void apply(Incoming incoming, DeviceUpdate update) {
        announce(incoming, List.of(update));
        store.apply(update);
        written(incoming, update);
    }

    /** Before the trips are stored: whoever is killed in between tells of them twice, and not never. */
    private void announce(Incoming incoming, List<DeviceUpdate> updates) {
        List<TripEnd> ended = updates.stream()
                .flatMap(update -> EndedTrips.of(
                        update, incoming.newestArrival(update.head().device())))
                .toList();
        if (ended.isEmpty()) {
            return;
        }
        try {
            ends.publish(ended).toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw new StoreUnavailableException("ended trips cannot be told of", failed.getCause());
        }
    }

    /**
     * What is to be written of a device, one cluster of its positions after the other.
     *
     * <p>The head is read before imports and erasures are asked about, and what is written goes on from that head or not at all:
     * whoever begins one, or undoes an import, moves the head in between.
     */
    private final class Update {

        private final DeviceKey device;
        private final Iterator<Wanted> clusters;
        private long version;

        Update(Incoming incoming, DeviceKey device) {
            this.device = device;
            version = version(device);
            incoming.leaveOut(device, erasures.of(device, version));
            Track sent = incoming.sentByPhone(device);
            if (!sent.isEmpty()) {
                imports.sentByPhone(device, version, sent);
            }
            clusters = incoming.wanted(device, imports)
                    .cutWhereApart(FAR_APART.toMillis())
                    .iterator();
        }

        boolean hasNext() {
            return clusters.hasNext();
        }

        /** Empty where all of it is stored; otherwise it is to be applied before the one after it is asked for. */
        Optional<DeviceUpdate> next() {
            Wanted cluster = clusters.next();
            Optional<DeviceUpdate> update =
                    recomputation.update(device, cluster.track(), cluster.borders(), TripTracker.this::zone);
            long base = update.map(found -> found.head().version() - 1).orElseGet(() -> version(device));
            if (base != version) {
                throw new StaleDeviceException("the device was written since its imports were asked about");
            }
            version += update.isPresent() ? 1 : 0;
            return update;
        }
    }

    /** An import that began before the first update of its device had no head to move, and is asked about once more. */
    private void written(Incoming incoming, DeviceUpdate update) {
        DeviceKey device = update.head().device();
        long version = update.head().version();
        if (version == FIRST_VERSION && !incoming.sentByPhone(device).isEmpty()) {
            imports.sentByPhone(device, 0, incoming.sentByPhone(device));
        }
        imports.written(device, version);
        erasures.written(device, version);
    }
}
