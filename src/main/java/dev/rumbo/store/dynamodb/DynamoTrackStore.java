package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Page;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tracks, segments, totals and last positions in DynamoDB, as {@link TableDesign} lays them out. */
public final class DynamoTrackStore implements TrackStore, AutoCloseable {

    /** Devices are independent and a call takes milliseconds; more at once would only be throttled. */
    private static final int WRITERS = 16;

    private final TableDesign design;
    private final Dynamo dynamo;
    private final DeviceReader reader;
    private final DeviceWriter writer;
    private final SetAsideItems setAside;
    private final ExecutorService writers;

    private DynamoTrackStore(DynamoDbClient client, TableDesign design, Clock clock) {
        this.design = design;
        dynamo = new Dynamo(client);
        reader = new DeviceReader(dynamo, design);
        writer = new DeviceWriter(dynamo, reader, design, clock);
        setAside = new SetAsideItems(dynamo, design, clock);
        writers = Executors.newFixedThreadPool(WRITERS, task -> {
            Thread thread = new Thread(task, "dynamodb-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** @param create whether to create the tables where they are missing */
    public static DynamoTrackStore open(DynamoDbClient client, String tablePrefix, boolean create, Clock clock) {
        TableDesign design = new TableDesign(tablePrefix);
        if (create) {
            design.create(client);
        }
        return new DynamoTrackStore(client, design, clock);
    }

    @Override
    public Optional<DeviceHead> findHead(DeviceKey device) {
        return reader.head(device).map(Head::known);
    }

    @Override
    public List<DeviceHead> listHeads(Owner owner) {
        List<DeviceKey> devices = dynamo.query(Dynamo.after(design.tracks(), TableDesign.reported(owner), " ")).stream()
                .map(item -> new DeviceKey(owner.fleetId(), owner.userId(), s(item, "sk")))
                .toList();
        return heads(devices);
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
        return reader.positions(device, fromMillis, toMillis, Integer.MAX_VALUE);
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        return reader.positions(device, fromMillis, toMillis, limit);
    }

    @Override
    public List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        return reader.segments(device, fromMillis, toMillis);
    }

    @Override
    public Optional<Segment> findSegmentBefore(DeviceKey device, long millis) {
        return reader.nearest(device, millis, true);
    }

    @Override
    public Optional<Segment> findSegmentFrom(DeviceKey device, long millis) {
        return reader.nearest(device, millis, false);
    }

    @Override
    public List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        return reader.totals(device, from, to);
    }

    /** The checkpoint is not used: the stream's consumer keeps its own, and moves it after this returns. */
    @Override
    public void apply(List<DeviceUpdate> updates, List<SetAside> records, StreamRecord checkpoint) {
        records.forEach(setAside::put);
        Collection<List<DeviceUpdate>> byDevice = updates.stream()
                .collect(Collectors.groupingBy(
                        update -> update.head().device(), LinkedHashMap::new, Collectors.toList()))
                .values();
        List<Future<?>> running = new ArrayList<>();
        for (List<DeviceUpdate> ofDevice : byDevice) {
            running.add(writers.submit(() -> ofDevice.forEach(writer::apply)));
        }
        @Nullable RuntimeException failure = null;
        for (Future<?> one : running) {
            RuntimeException failed = await(one);
            failure = failure == null ? failed : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void apply(DeviceUpdate update) {
        writer.apply(update);
    }

    @Override
    public void erase(DeviceKey device) {
        writer.erase(device);
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
        writers.shutdownNow();
    }

    private List<DeviceHead> heads(List<DeviceKey> devices) {
        Map<String, DeviceKey> byPartition = new LinkedHashMap<>();
        devices.forEach(device -> byPartition.put(TableDesign.track(device), device));
        return dynamo
                .getAll(
                        design.tracks(),
                        byPartition.keySet().stream()
                                .map(pk -> Dynamo.key(pk, TableDesign.HEAD))
                                .toList())
                .stream()
                .flatMap(item ->
                        Optional.ofNullable(byPartition.get(s(item, "pk")))
                                .map(device -> Head.known(device, item))
                                .stream())
                .sorted(Comparator.comparing(head -> head.device().deviceId()))
                .toList();
    }

    private static @Nullable RuntimeException await(Future<?> update) {
        try {
            update.get();
            return null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new StoreUnavailableException("interrupted while writing", stopped);
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }
}
