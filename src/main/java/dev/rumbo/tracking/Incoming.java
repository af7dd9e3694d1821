package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** What a batch of records says, by device, and the records of which nothing can be made. */
final class Incoming {

    private static final Logger LOG = Logger.getLogger(Incoming.class);

    /** By device, then by the import they belong to; empty where phones sent them. */
    private final Map<DeviceKey, Map<Optional<String>, Track>> tracks = new LinkedHashMap<>();

    /** By device, then by the import they belong to. */
    private final Map<DeviceKey, Map<String, Set<Border>>> borders = new HashMap<>();

    /** By device, as they were read. */
    private final Map<DeviceKey, List<Arrived>> posts = new LinkedHashMap<>();

    private final List<SetAside> setAside = new ArrayList<>();

    private Incoming() {}

    private record Arrived(StreamRecord record, PositionPost post) {}

    static Incoming read(List<StreamRecord> batch, RecordReader reader) {
        Incoming incoming = new Incoming();
        for (StreamRecord record : batch) {
            try {
                PositionPost post = reader.read(record);
                incoming.posts
                        .computeIfAbsent(post.device(), device -> new ArrayList<>())
                        .add(new Arrived(record, post));
            } catch (MalformedRecordException | StoreRefusedException unreadable) {
                incoming.setAside(record, String.valueOf(unreadable.getMessage()));
            }
        }
        incoming.posts.forEach((device, arrived) ->
                incoming.take(device, arrived.stream().map(Arrived::post).toList()));
        return incoming;
    }

    private void take(DeviceKey device, List<PositionPost> ofDevice) {
        Map<Optional<String>, List<Track>> byImport = new LinkedHashMap<>();
        borders.remove(device);
        for (PositionPost post : ofDevice) {
            byImport.computeIfAbsent(post.importId(), id -> new ArrayList<>()).add(post.positions());
            post.borders().forEach(border -> add(device, border));
        }
        Map<Optional<String>, Track> united = new LinkedHashMap<>();
        byImport.forEach((id, parts) -> united.put(id, Track.union(parts)));
        tracks.put(device, united);
    }

    /** What was deleted before, or is being deleted, is no more to be stored. To be said again whenever that may be otherwise. */
    void leaveOut(DeviceKey device, List<Erasure> erasures) {
        if (!erasures.isEmpty() && tracks.containsKey(device)) {
            take(
                    device,
                    posts.getOrDefault(device, List.of()).stream()
                            .map(arrived -> without(arrived, erasures))
                            .toList());
        }
    }

    private static PositionPost without(Arrived arrived, List<Erasure> erasures) {
        PositionPost post = arrived.post();
        for (Erasure erasure : erasures) {
            if (erasure.drops(arrived.record().arrivedAt())) {
                post = post.without(erasure.span());
            }
        }
        return post;
    }

    /** Of which something may have to be stored. */
    Set<DeviceKey> devices() {
        return tracks.keySet();
    }

    private void add(DeviceKey device, Border border) {
        borders.computeIfAbsent(device, key -> new HashMap<>())
                .computeIfAbsent(border.importId(), id -> new LinkedHashSet<>())
                .add(border);
    }

    /**
     * What is to be stored of a device.
     *
     * @param borders that end with one of the positions each
     */
    record Wanted(Track track, List<Border> borders) {

        /** The same in parts, of which no two lie so close together. */
        List<Wanted> cutWhereApart(long millis) {
            return track.cutWhereApart(millis).stream()
                    .map(part -> new Wanted(
                            part,
                            borders.stream()
                                    .filter(border -> border.toMillis() >= part.timeMillis(0)
                                            && border.toMillis() <= part.timeMillis(part.size() - 1))
                                    .toList()))
                    .toList();
        }
    }

    Wanted wanted(DeviceKey device, TrackedImports imports) {
        Track track = Track.EMPTY;
        List<Border> found = new ArrayList<>();
        for (Map.Entry<Optional<String>, Track> part :
                tracks.getOrDefault(device, Map.of()).entrySet()) {
            Optional<String> importId = part.getKey();
            if (importId.isEmpty() || !imports.isUndone(device, importId.get())) {
                track = track.union(part.getValue());
                importId.map(id -> borders.getOrDefault(device, Map.of()).get(id))
                        .ifPresent(found::addAll);
            }
        }
        return new Wanted(track, found);
    }

    /** When the stream took the newest record of the device. */
    Instant newestArrival(DeviceKey device) {
        return posts.getOrDefault(device, List.of()).stream()
                .map(arrived -> arrived.record().arrivedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What a phone sent of the device, which no import did. */
    Track sentByPhone(DeviceKey device) {
        return tracks.getOrDefault(device, Map.of()).getOrDefault(Optional.<String>empty(), Track.EMPTY);
    }

    /** All that came, for counting. */
    List<Track> all() {
        return tracks.values().stream()
                .flatMap(parts -> parts.values().stream())
                .toList();
    }

    /** As they were read. */
    List<StreamRecord> records(DeviceKey device) {
        return posts.getOrDefault(device, List.of()).stream()
                .map(Arrived::record)
                .toList();
    }

    /** Its records are done with. */
    void forget(DeviceKey device) {
        tracks.remove(device);
    }

    List<SetAside> setAside() {
        return setAside;
    }

    void setAside(DeviceKey device, String reason) {
        tracks.remove(device);
        posts.getOrDefault(device, List.of()).forEach(arrived -> setAside(arrived.record(), reason));
    }

    private void setAside(StreamRecord record, String reason) {
        LOG.warnf("Set aside record %s of %s: %s", record.sequenceNumber(), record.shardId(), reason);
        setAside.add(new SetAside(record, reason));
    }
}
