package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
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

    private final Map<DeviceKey, List<StreamRecord>> records = new LinkedHashMap<>();
    private final List<SetAside> setAside = new ArrayList<>();

    private Incoming() {}

    static Incoming read(List<StreamRecord> batch, RecordReader reader) {
        Incoming incoming = new Incoming();
        Map<DeviceKey, Map<Optional<String>, List<Track>>> parts = new LinkedHashMap<>();
        for (StreamRecord record : batch) {
            try {
                PositionPost post = reader.read(record);
                parts.computeIfAbsent(post.device(), device -> new LinkedHashMap<>())
                        .computeIfAbsent(post.importId(), id -> new ArrayList<>())
                        .add(post.positions());
                post.borders().forEach(border -> incoming.add(post.device(), border));
                incoming.records
                        .computeIfAbsent(post.device(), device -> new ArrayList<>())
                        .add(record);
            } catch (MalformedRecordException | StoreRefusedException unreadable) {
                incoming.setAside(record, String.valueOf(unreadable.getMessage()));
            }
        }
        parts.forEach((device, byImport) -> {
            Map<Optional<String>, Track> united = new LinkedHashMap<>();
            byImport.forEach((id, tracks) -> united.put(id, Track.union(tracks)));
            incoming.tracks.put(device, united);
        });
        return incoming;
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

    /** Its records are done with. */
    void forget(DeviceKey device) {
        tracks.remove(device);
    }

    List<SetAside> setAside() {
        return setAside;
    }

    void setAside(DeviceKey device, String reason) {
        tracks.remove(device);
        records.getOrDefault(device, List.of()).forEach(record -> setAside(record, reason));
    }

    private void setAside(StreamRecord record, String reason) {
        LOG.warnf("Set aside record %s of %s: %s", record.sequenceNumber(), record.shardId(), reason);
        setAside.add(new SetAside(record, reason));
    }
}
