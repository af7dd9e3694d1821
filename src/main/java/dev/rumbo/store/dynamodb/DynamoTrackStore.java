package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.Page;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tracks, segments, totals and last positions in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoTrackStore implements TrackStore, AutoCloseable {

    /** Devices are independent and a call takes milliseconds; more at once would only be throttled. */
    private static final int CALLS_AT_ONCE = 16;

    /** A device that is silent for longer is read anew when it drives again. Far below what an erased device is known for. */
    private static final Duration REMEMBERED = Duration.ofHours(3);

    private final TableDesign design;
    private final Dynamo dynamo;
    private final DeviceItems items;
    private final DeviceWriter writer;
    private final DevicePurge purge;
    private final ErasureItems erasures;
    private final SetAsideItems setAside;
    private final ExecutorService calls;
    private final long rememberedBytes;
    /** Devices as they were read or written last; where there is no map, each call reads them anew. */
    private final Optional<Map<DeviceKey, DeviceState>> remembered;

    private DynamoTrackStore(DynamoDbClient client, TableDesign design, long rememberedBytes, Clock clock) {
        this.rememberedBytes = rememberedBytes;
        this.design = design;
        dynamo = new Dynamo(client);
        items = new DeviceItems(dynamo, design);
        writer = new DeviceWriter(dynamo, items, design, clock);
        purge = new DevicePurge(dynamo, items, writer, design);
        erasures = new ErasureItems(dynamo, design);
        setAside = new SetAsideItems(dynamo, design, clock);
        calls = Executors.newFixedThreadPool(CALLS_AT_ONCE, task -> {
            Thread thread = new Thread(task, "dynamodb");
            thread.setDaemon(true);
            return thread;
        });
        remembered = Optional.empty();
    }

    private DynamoTrackStore(DynamoTrackStore shared, Map<DeviceKey, DeviceState> remembered) {
        design = shared.design;
        dynamo = shared.dynamo;
        items = shared.items;
        writer = shared.writer;
        purge = shared.purge;
        erasures = shared.erasures;
        setAside = shared.setAside;
        calls = shared.calls;
        rememberedBytes = shared.rememberedBytes;
        this.remembered = Optional.of(remembered);
    }

    /**
     * Opens the store.
     *
     * @param create whether to create the tables where they are missing
     * @param rememberedBytes roughly what {@link #forUpdates()} may hold in memory; about 10 KB for a car that drives
     */
    public static DynamoTrackStore open(
            DynamoDbClient client, String tablePrefix, boolean create, long rememberedBytes, Clock clock) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoTrackStore(client, design, rememberedBytes, clock);
    }

    @Override
    public TrackStore forUpdates() {
        return new DynamoTrackStore(
                this,
                Caffeine.newBuilder()
                        .maximumWeight(rememberedBytes)
                        .weigher((DeviceKey device, DeviceState state) -> state.weightBytes())
                        .expireAfterAccess(REMEMBERED)
                        .<DeviceKey, DeviceState>build()
                        .asMap());
    }

    @Override
    public TrackStore forOneAnswer() {
        return new DynamoTrackStore(this, new ConcurrentHashMap<>());
    }

    @Override
    public Optional<DeviceHead> findHead(DeviceKey device) {
        return findBase(device).filter(DeviceHead::isKnown);
    }

    @Override
    public Optional<DeviceHead> findBase(DeviceKey device) {
        return state(device).head().known();
    }

    @Override
    public boolean letGoOfOutdated(DeviceKey device) {
        return remembered
                .map(states -> {
                    DeviceState state = states.get(device);
                    return state != null && state.isOutdated() && states.remove(device, state);
                })
                .orElse(false);
    }

    @Override
    public List<DeviceHead> listHeads(Owner owner) {
        return heads(dynamo.query(Dynamo.after(design.tracks(), TableDesign.reported(owner), " ")).stream()
                .map(item -> new DeviceKey(owner.fleetId(), owner.userId(), s(item, "sk")))
                .toList());
    }

    @Override
    public Page<DeviceHead> listHeads(String fleetId, int limit, Optional<String> after) {
        List<Map<String, AttributeValue>> found = dynamo.query(
                Dynamo.after(design.tracks(), TableDesign.reported(fleetId), after.orElse(" ")).toBuilder()
                        .limit(limit + 1)
                        .build(),
                (items, last) -> items.size() > limit);
        List<DeviceKey> devices = found.stream()
                .limit(limit)
                .map(item -> new DeviceKey(fleetId, s(item, "user"), s(item, "sk")))
                .toList();
        return new Page<>(
                heads(devices),
                found.size() > limit ? Optional.of(devices.get(limit - 1).deviceId()) : Optional.empty());
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis) {
        return state(device).positions(fromMillis, toMillis, Integer.MAX_VALUE);
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        return state(device).positions(fromMillis, toMillis, limit);
    }

    @Override
    public List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        return state(device).segments(fromMillis, toMillis);
    }

    @Override
    public Optional<Segment> findSegmentBefore(DeviceKey device, long millis) {
        return state(device).nearest(millis, true);
    }

    @Override
    public Optional<Segment> findSegmentFrom(DeviceKey device, long millis) {
        return state(device).nearest(millis, false);
    }

    @Override
    public List<Correction> corrections(DeviceKey device, long fromMillis, long toMillis) {
        return state(device).corrections(fromMillis, toMillis);
    }

    @Override
    public List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        return state(device).totals(from, to);
    }

    /** The checkpoint is not used: the stream's consumer keeps its own, and moves it after this returns. */
    @Override
    public void apply(List<DeviceUpdate> updates, List<SetAside> records, StreamRecord checkpoint) {
        records.forEach(setAside::put);
        Collection<List<DeviceUpdate>> byDevice = updates.stream()
                .collect(Collectors.groupingBy(
                        update -> update.head().device(), LinkedHashMap::new, Collectors.toList()))
                .values();
        atOnce(byDevice, ofDevice -> {
            ofDevice.forEach(this::apply);
            return true;
        });
    }

    @Override
    public void apply(DeviceUpdate update) {
        DeviceKey device = update.head().device();
        DeviceState state = state(device);
        boolean applied = false;
        try {
            writer.apply(state, update);
            applied = true;
        } finally {
            if (applied) {
                // Again, because it weighs more now.
                remembered.ifPresent(states -> states.put(device, state));
            } else {
                remembered.ifPresent(states -> states.remove(device));
            }
        }
    }

    @Override
    public void erase(DeviceKey device) {
        remembered.ifPresent(states -> states.remove(device));
        writer.erase(device);
    }

    @Override
    public List<Erasure> erasures(DeviceKey device) {
        return erasures.list(device);
    }

    @Override
    public boolean add(Erasure erasure) {
        return erasures.add(erasure);
    }

    @Override
    public void update(Erasure erasure) {
        erasures.update(erasure);
    }

    @Override
    public void forget(DeviceKey device, ErasedSpan span) {
        remembered.ifPresent(states -> states.remove(device));
        purge.run(device, span);
    }

    @Override
    public void forgetPositions(DeviceKey device, Frontier frontier) {
        remembered.ifPresent(states -> states.remove(device));
        purge.run(device, frontier);
    }

    @Override
    public void setAside(SetAside record) {
        setAside.put(record);
    }

    @Override
    public Page<SetAsideEntry> listSetAside(int limit, Optional<String> after) {
        return setAside.list(limit, after);
    }

    @Override
    public Optional<SetAsideEntry> findSetAside(String id) {
        return setAside.find(id);
    }

    @Override
    public void removeSetAside(String id) {
        setAside.remove(id);
    }

    @Override
    public void close() {
        calls.shutdownNow();
    }

    private DeviceState state(DeviceKey device) {
        return remembered
                .map(states -> states.computeIfAbsent(device, missing -> new DeviceState(items, missing)))
                .orElseGet(() -> new DeviceState(items, device));
    }

    private List<DeviceHead> heads(List<DeviceKey> devices) {
        return atOnce(devices, this::findHead).stream()
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(head -> head.device().deviceId()))
                .toList();
    }

    /** Waits for all, whatever becomes of them; then the first failure counts. */
    private <T, R> List<R> atOnce(Collection<T> subjects, Function<T, R> call) {
        List<Future<R>> running = new ArrayList<>();
        for (T subject : subjects) {
            running.add(calls.submit(() -> call.apply(subject)));
        }
        List<R> results = new ArrayList<>();
        @Nullable RuntimeException failure = null;
        for (Future<R> one : running) {
            try {
                results.add(one.get());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException("interrupted while DynamoDB is asked", stopped);
            } catch (ExecutionException failed) {
                RuntimeException cause = failed.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failed.getCause());
                failure = failure == null ? cause : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }
}
