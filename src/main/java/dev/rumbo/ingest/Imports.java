package dev.rumbo.ingest;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.api.Problem;
import dev.rumbo.ingest.apps.SpeedUnit;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportRecord.State;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionPublisher;
import dev.rumbo.tracking.PositionRemover;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Imports files, and undoes that: what a file adds and replaces is kept before it is done, a part at a time, so an import that
 * broke off anywhere can be undone as well. An import's positions and borders travel under its id; once it is undone those still on their
 * way, or replayed, are not stored.
 */
@ApplicationScoped
public class Imports {

    /** What becomes of positions where some are stored already. */
    public enum Overlap {
        /** Those of the file within a minute of a stored one are left out. */
        SKIP,
        /** The stored ones go, in every stretch that the file tells about. */
        REPLACE,
        /** Both stay. */
        KEEP
    }

    /** In code points. */
    private static final int LONGEST_NAME = 200;

    private final FileImport files;
    private final ImportStore imports;
    private final TrackStore tracks;
    private final AccountStore accounts;
    private final PositionPublisher stream;
    private final PositionRemover remover;
    private final Clock clock;
    private final Set<DeviceKey> busy = ConcurrentHashMap.newKeySet();

    Imports(
            FileImport files,
            ImportStore imports,
            TrackStore tracks,
            AccountStore accounts,
            PositionPublisher stream,
            PositionRemover remover,
            Clock clock) {
        this.files = files;
        this.imports = imports;
        this.tracks = tracks;
        this.accounts = accounts;
        this.stream = stream;
        this.remover = remover;
        this.clock = clock;
    }

    /** How files are read now. */
    public PositionFile.Options options(Optional<SpeedUnit> speedUnit) {
        return new PositionFile.Options(
                clock.instant().plus(PositionsResource.CLOCK_AHEAD).toEpochMilli(), speedUnit);
    }

    /**
     * Imports a file that was looked at; returns once all of it is durably in the stream.
     *
     * @throws IOException where the file cannot be read
     */
    public ImportRecord run(
            DeviceKey device,
            FileImport.Source file,
            PositionFile.Options options,
            FileImport.Found found,
            String fileName,
            Overlap overlap)
            throws IOException {
        enter(device);
        try {
            Running running = new Running(new ImportRecord(
                    device,
                    UUID.randomUUID().toString(),
                    shortened(fileName),
                    clock.instant(),
                    State.RUNNING,
                    found.positions(),
                    0,
                    0,
                    0,
                    found.fromMillis(),
                    found.toMillis()));
            // What a phone sends from here on is noted before it is stored; what came before is stored when it is asked
            // for.
            remover.overtake(device, zone(device));
            if (overlap == Overlap.REPLACE) {
                found.stretches().forEach(running::replace);
            }
            files.write(file, options, found, overlap == Overlap.SKIP, part -> running.add(part, found.borders()));
            running.record(running.record.with(State.DONE));
            return running.record;
        } finally {
            busy.remove(device);
        }
    }

    /** Newest first. */
    public List<ImportRecord> list(DeviceKey device) {
        return imports.list(device);
    }

    public Optional<ImportRecord> find(DeviceKey device, String id) {
        return imports.find(device, id);
    }

    /** Whether an import of this record is at work in this process; one that is not and is not done broke off. */
    public boolean isAtWork(ImportRecord record) {
        return busy.contains(record.device());
    }

    /**
     * Removes what the import added and brings back what it replaced. Goes on where it broke off; harmless when repeated.
     *
     * @return empty where there is no such import
     */
    public Optional<ImportRecord> undo(DeviceKey device, String id) {
        enter(device);
        try {
            return imports.find(device, id).map(record -> record.state() == State.UNDONE ? record : undo(record));
        } finally {
            busy.remove(device);
        }
    }

    private ImportRecord undo(ImportRecord record) {
        DeviceKey device = record.device();
        ZoneId zone = zone(device);
        imports.put(record.with(State.UNDOING));
        remover.overtake(device, zone);
        remover.removeBorders(device, zone, record.id(), record.fromMillis(), record.toMillis());
        Kept kept = new Kept(imports, device, record.id());
        Track sent = kept.released();
        kept.forEach(Effect.ADDED, part -> remover.remove(device, zone, part.minus(sent)));
        bringBack(record);
        // What a phone sent while it was removed, now or when an undoing broke off, it may take for stored.
        Track late = record.state() == State.UNDOING
                ? kept.released()
                : kept.released().minus(sent);
        kept.forEach(Effect.ADDED, part -> {
            Track lost = files.missing(device, part.and(late));
            if (!lost.isEmpty()) {
                publish(new PositionPost(device, lost));
            }
        });
        ImportRecord undone = record.with(State.UNDONE);
        imports.put(undone);
        return undone;
    }

    /**
     * Puts what the import replaced into the stream again, each position as whose it was: an import's, which may be undone itself, or a
     * phone's.
     */
    private void bringBack(ImportRecord record) {
        DeviceKey device = record.device();
        for (ImportRecord other : imports.list(device)) {
            Kept of = new Kept(imports, device, other.id());
            Kept replaced = new Kept(imports, device, replacedOf(record.id(), other.id()));
            replaced.forEach(Effect.REPLACED, part -> {
                Track sent = part.and(of.released());
                publishUnlessEmpty(new PositionPost(device, part.minus(sent), Optional.of(other.id()), List.of()));
                publishUnlessEmpty(new PositionPost(device, sent));
            });
        }
        new Kept(imports, device, record.id())
                .forEach(Effect.REPLACED, part -> publishUnlessEmpty(new PositionPost(device, part)));
    }

    /** Under which an import keeps what it replaced of another's. */
    private static String replacedOf(String id, String other) {
        return id + '+' + other;
    }

    private void publishUnlessEmpty(PositionPost post) {
        if (!post.positions().isEmpty()) {
            publish(post);
        }
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    private void publish(PositionPost post) {
        stream.publish(post).toCompletableFuture().join();
    }

    private ZoneId zone(DeviceKey device) {
        return accounts.findUser(device.owner()).map(User::timeZone).orElse(ZoneOffset.UTC);
    }

    /** So that an import at work leaves nothing of a device whose data was deleted meanwhile. */
    private void requireNotErased(DeviceKey device) {
        if (accounts.findDevice(device.fleetId(), device.deviceId())
                .filter(found -> found.state() == Device.State.ERASED)
                .isPresent()) {
            throw Problem.notFound("There is no such device.");
        }
    }

    /** Of what is being deleted, and of what is older than is kept, nothing would be stored, and it must not be kept here. */
    private Track withoutWhatGoes(DeviceKey device, Track part) {
        Track left = tracks.findBase(device)
                .map(head -> part.between(head.segmentsFromMillis(), Long.MAX_VALUE))
                .orElse(part);
        for (Erasure erasure : tracks.erasures(device)) {
            left = erasure.isDone() ? left : erasure.span().without(left);
        }
        return left;
    }

    private void enter(DeviceKey device) {
        if (!busy.add(device)) {
            throw Problem.conflict("id", "Another import of this device is at work; try again when it is done.");
        }
    }

    /** One import while it is at work. */
    private final class Running {

        private ImportRecord record;
        private final List<Kept> others;
        private final Map<String, Integer> replacedParts = new HashMap<>();
        private int addedParts;

        Running(ImportRecord record) {
            this.record = record;
            imports.put(record);
            others = imports.list(record.device()).stream()
                    .filter(other -> other.state() != State.UNDONE)
                    .map(ImportRecord::id)
                    .filter(id -> !id.equals(record.id()))
                    .map(id -> new Kept(imports, record.device(), id))
                    .toList();
        }

        private void keepReplaced(String id, Track positions) {
            if (!positions.isEmpty()) {
                int number = replacedParts.merge(id, 1, Integer::sum) - 1;
                imports.keep(record.device(), id, Effect.REPLACED, number, positions);
            }
        }

        void record(ImportRecord newRecord) {
            record = newRecord;
            imports.put(newRecord);
        }

        void replace(long fromMillis, long toMillis) {
            DeviceKey device = record.device();
            ZoneId zone = zone(device);
            Track stored = tracks.positions(device, fromMillis, toMillis + 1, ParsedPost.MAX_POSITIONS);
            while (!stored.isEmpty()) {
                Track left = stored;
                for (Kept other : others) {
                    Track brought = other.broughtAlone(left);
                    keepReplaced(replacedOf(record.id(), other.id()), brought);
                    left = left.minus(brought);
                }
                keepReplaced(record.id(), left);
                record(record.plus(0, 0, remover.remove(device, zone, stored)));
                stored = tracks.positions(device, fromMillis, toMillis + 1, ParsedPost.MAX_POSITIONS);
            }
        }

        void add(Track part, FileBorders borders) {
            DeviceKey device = record.device();
            requireNotErased(device);
            Track added = files.missing(device, withoutWhatGoes(device, part));
            if (!added.isEmpty()) {
                imports.keep(device, record.id(), Effect.ADDED, addedParts++, added);
                // Not what is stored already: it would be stored as this import's where another's undoing removes it
                // first.
                publish(new PositionPost(
                        device, added, Optional.of(record.id()), borders.endingIn(added, record.id())));
            }
            record(record.plus(part.size(), added.size(), 0));
        }
    }
}
