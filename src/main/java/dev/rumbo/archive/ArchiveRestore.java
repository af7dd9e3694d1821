package dev.rumbo.archive;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.api.Problem;
import dev.rumbo.archive.ArchiveFile.Content;
import dev.rumbo.archive.ArchiveFile.Span;
import dev.rumbo.ingest.FileBorders;
import dev.rumbo.ingest.FileImport;
import dev.rumbo.ingest.FileImport.Source;
import dev.rumbo.ingest.Imports;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.ingest.files.Unzip;
import dev.rumbo.jobs.Operations;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.security.AccountService;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.trips.Position;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts an archive into an account: what is there already stays as it is, what is not is added. One that broke off goes on when it is
 * sent again.
 */
@ApplicationScoped
public class ArchiveRestore {

    private static final String FILE_NAME = "archive";
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    /** A store that moved nothing of a device for so long has other worries. */
    private static final int MOST_LOOKS = 1_200;

    private final AccountStore accounts;
    private final AccountService service;
    private final TrackStore tracks;
    private final FileImport files;
    private final Imports imports;
    private final Corrector corrector;
    private final PlaceBook places;
    private final Operations operations;
    private final ObjectMapper mapper;
    private final Map<Owner, Running> running = new ConcurrentHashMap<>();

    ArchiveRestore(
            AccountStore accounts,
            AccountService service,
            TrackStore tracks,
            FileImport files,
            Imports imports,
            Corrector corrector,
            PlaceBook places,
            Operations operations,
            ObjectMapper mapper) {
        this.accounts = accounts;
        this.service = service;
        this.tracks = tracks;
        this.files = files;
        this.imports = imports;
        this.corrector = corrector;
        this.places = places;
        this.operations = operations;
        this.mapper = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** What was not there before. */
    public record Added(long devices, long positions, long corrections, long places) {}

    /**
     * How far a restore is.
     *
     * @param positions of the archive
     * @param imported of them those of which is known that they are in the stream
     */
    public record Progress(long positions, long imported) {}

    /** What an archive holds; nothing is changed. */
    public ArchiveSummary look(User user, Source file) throws IOException {
        return ArchiveSummary.of(read(user, file), Optional.empty());
    }

    /** Of the restore that is at work in this process; empty where none is. */
    public Optional<Progress> progress(Owner owner) {
        return Optional.ofNullable(running.get(owner)).map(Running::progress);
    }

    /**
     * Reads all of the file, and only then puts it into the user's account.
     *
     * @param settings whether name, language, units and time zone become those of the archive
     * @throws dev.rumbo.ingest.files.UnreadableFileException where it is no archive; nothing was changed
     */
    public ArchiveSummary restore(User user, Source file, boolean settings) throws IOException {
        Running work = new Running();
        if (running.putIfAbsent(user.owner(), work) != null) {
            throw Problem.conflict(
                    "archive", "Another archive is on its way into this account; wait until it is done.");
        }
        try {
            Content content = read(user, file);
            checkPlaces(user.owner(), content);
            work.positions = content.positions();
            User owner = settings ? content.owner() : user;
            if (settings) {
                change(user, owner);
            }
            Map<Integer, Target> targets = targets(owner.owner(), content);
            findMissing(file, targets);
            long positions = addPositions(file, content, targets, work);
            long corrections = addCorrections(file, content, targets, owner);
            removeRemoved(content, targets);
            long named = addPlaces(owner.owner(), content);
            long made = targets.values().stream().filter(Target::isNew).count();
            return ArchiveSummary.of(content, Optional.of(new Added(made, positions, corrections, named)));
        } finally {
            running.remove(user.owner());
        }
    }

    private Content read(User user, Source file) throws IOException {
        return ArchiveFile.read(mapper, file, options(), user);
    }

    private PositionFile.Options options() {
        return imports.options(Optional.empty());
    }

    private void change(User before, User now) {
        service.changeUser(now);
        if (!now.timeZone().equals(before.timeZone())) {
            operations.recount(now.owner());
        }
    }

    /** A device that takes what the archive has of one. */
    private static final class Target {
        private final Device device;
        private final boolean isNew;
        private boolean complete;

        Target(Device device, boolean isNew) {
            this.device = device;
            this.isNew = isNew;
        }

        DeviceKey key() {
            return device.key();
        }

        boolean isNew() {
            return isNew;
        }
    }

    private Map<Integer, Target> targets(Owner owner, Content content) {
        Map<Integer, Target> targets = new TreeMap<>();
        for (int i = 0; i < content.devices().size(); i++) {
            targets.put(i + 1, target(owner, content.devices().get(i)));
        }
        return targets;
    }

    /**
     * The owner's own device, or one whose id follows from the archive's and the owner's, so that the same archive finds it
     * again. One whose data the owner deleted takes nothing any more.
     */
    private Target target(Owner owner, ArchivedDevice archived) {
        String origin = Objects.requireNonNull(archived.id());
        String id = origin;
        for (int number = 1; ; number++) {
            Optional<Device> known = accounts.findDevice(owner.fleetId(), id);
            if (known.filter(it -> it.key().owner().equals(owner) && it.state() != Device.State.ERASED)
                    .isPresent()) {
                return new Target(known.get(), false);
            }
            if (number > 1 && known.isEmpty()) {
                Device made = service.addDevice(
                        new DeviceKey(owner.fleetId(), owner.userId(), id),
                        Objects.requireNonNull(archived.name()),
                        Objects.requireNonNull(archived.created()));
                return new Target(made, true);
            }
            id = Digests.id(owner.userId(), origin, Integer.toString(number));
        }
    }

    private interface Part {
        void take(int number, InputStream content) throws IOException;
    }

    private static void forEach(Source file, String kind, Part part) throws IOException {
        try (InputStream bytes = file.open()) {
            Unzip.read(bytes, ArchiveFile.MOST_ENTRIES, (name, content) -> {
                Optional<Integer> number = ArchiveFile.number(kind, name);
                if (number.isPresent()) {
                    part.take(number.get(), content);
                }
            });
        }
    }

    private void findMissing(Source file, Map<Integer, Target> targets) throws IOException {
        if (targets.values().stream().allMatch(Target::isNew)) {
            return;
        }
        forEach(file, "positions", (number, content) -> {
            Target target = Objects.requireNonNull(targets.get(number));
            target.complete = !target.isNew() && files.missing(target.key(), () -> content, options()) == 0;
        });
    }

    private long addPositions(Source file, Content content, Map<Integer, Target> targets, Running work)
            throws IOException {
        long[] added = new long[1];
        forEach(file, "positions", (number, positions) -> {
            Target target = Objects.requireNonNull(targets.get(number));
            Span span = content.spans().get(number);
            if (span != null && !target.complete) {
                work.device = target.key();
                FileImport.Found found = new FileImport.Found(
                        span.count(),
                        Map.of(),
                        span.first().timeMillis(),
                        span.last().timeMillis(),
                        0,
                        new BitSet(),
                        new TreeMap<>(),
                        content.borders().getOrDefault(number, FileBorders.NONE));
                added[0] += imports.run(
                                target.key(), () -> positions, options(), found, FILE_NAME, Imports.Overlap.KEEP)
                        .added();
                work.device = null;
            }
            work.done.addAndGet(span == null ? 0 : span.count());
        });
        return added[0];
    }

    /** Only once all positions are stored, so that none of them comes in between and has a correction computed again. */
    private long addCorrections(Source file, Content content, Map<Integer, Target> targets, User owner)
            throws IOException {
        content.spans()
                .forEach((number, span) ->
                        awaitStored(Objects.requireNonNull(targets.get(number)).key(), span.last()));
        long[] added = new long[1];
        forEach(file, "corrections", (number, corrections) -> {
            DeviceKey device = Objects.requireNonNull(targets.get(number)).key();
            for (Corrections.Made made : Corrections.read(mapper, Manifest.corrections(number), corrections)) {
                if (corrector.restore(device, owner.timeZone(), made.change(), made.createdMillis())) {
                    added[0]++;
                }
            }
        });
        return added[0];
    }

    /** Or is older than what is kept of the device, and never will be. */
    private boolean isStored(DeviceKey device, Position position) {
        return tracks.positions(device, position.timeMillis(), position.timeMillis() + 1)
                        .contains(position)
                || tracks.findBase(device)
                        .filter(head -> position.timeMillis() < head.segmentsFromMillis())
                        .isPresent();
    }

    private void awaitStored(DeviceKey device, Position last) {
        long version = -1;
        int looks = 0;
        while (!isStored(device, last)) {
            long now = tracks.findBase(device).map(DeviceHead::version).orElse(0L);
            looks = now == version ? looks + 1 : 0;
            version = now;
            if (looks == MOST_LOOKS) {
                throw new StoreUnavailableException("positions of an archive do not arrive", null);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private void removeRemoved(Content content, Map<Integer, Target> targets) {
        targets.forEach((number, target) -> {
            if (target.isNew() && content.devices().get(number - 1).removed()) {
                service.removeDevice(target.key(), false);
            }
        });
    }

    private void checkPlaces(Owner owner, Content content) {
        long known = places.of(owner).list().size();
        long missing = missing(owner, content).size();
        if (known + missing > PlaceBook.MOST_PLACES) {
            throw Problem.badRequest(
                    Manifest.PLACES,
                    "there would be more than " + PlaceBook.MOST_PLACES + " places with those of the archive");
        }
    }

    private long addPlaces(Owner owner, Content content) {
        Map<String, Place.Mark> missing = missing(owner, content);
        missing.forEach((id, mark) -> places.restore(owner, id, mark));
        return missing.size();
    }

    /** Those of which neither the place itself, perhaps under another name by now, nor an equal one is there; by new id. */
    private Map<String, Place.Mark> missing(Owner owner, Content content) {
        List<Place> known = places.of(owner).list();
        Map<String, Place.Mark> missing = new HashMap<>();
        for (ArchivedPlace place : content.places()) {
            String origin = Objects.requireNonNull(place.id());
            String derived = Digests.id(owner.userId(), origin);
            Place.Mark mark = place.mark();
            boolean there = known.stream()
                    .anyMatch(it -> it.id().equals(origin)
                            || it.id().equals(derived)
                            || it.mark().equals(Optional.of(mark)));
            if (!there) {
                missing.put(derived, mark);
            }
        }
        return missing;
    }

    /** One restore while it is at work. */
    private final class Running {

        private volatile long positions;
        private final AtomicLong done = new AtomicLong();
        private volatile @Nullable DeviceKey device;

        Progress progress() {
            DeviceKey current = device;
            long ofCurrent = current == null
                    ? 0
                    : imports.list(current).stream()
                            .findFirst()
                            .filter(record -> record.state() == ImportRecord.State.RUNNING)
                            .map(ImportRecord::imported)
                            .orElse(0L);
            return new Progress(positions, done.get() + ofCurrent);
        }
    }
}
