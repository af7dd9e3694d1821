package dev.rumbo.store.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.Page;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The tracks for whoever computes updates: the newest of a device that was written lately is not read again.
 *
 * <p>All that is remembered of a device belongs to one version of its head, and a write states the version that it was
 * computed from. So what another writer made out of date fails to be written, and is forgotten.
 */
final class RememberingTracks implements TrackStore {

    private final SqliteTracks stored;
    private final Cache<DeviceKey, Recent> remembered;

    RememberingTracks(SqliteTracks stored, Cache<DeviceKey, Recent> remembered) {
        this.stored = stored;
        this.remembered = remembered;
    }

    @Override
    public Optional<DeviceHead> findHead(DeviceKey device) {
        return findBase(device).filter(DeviceHead::isKnown);
    }

    @Override
    public Optional<DeviceHead> findBase(DeviceKey device) {
        return recent(device).map(Recent::head);
    }

    @Override
    public boolean letGoOfOutdated(DeviceKey device) {
        Recent recent = remembered.getIfPresent(device);
        if (recent == null) {
            return false;
        }
        long version = recent.head().version();
        boolean outdated = stored.findBase(device)
                .filter(head -> head.version() == version)
                .isEmpty();
        if (outdated) {
            remembered.invalidate(device);
        }
        return outdated;
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis) {
        Optional<Recent> recent = recent(device);
        Optional<Track> known = recent.flatMap(newest -> newest.positions(fromMillis, toMillis));
        if (known.isPresent()) {
            return known.get();
        }
        if (recent.isEmpty() || !recent.get().wantsTail(fromMillis, toMillis)) {
            return stored.positions(device, fromMillis, toMillis);
        }
        Track tail = stored.positions(device, fromMillis, Long.MAX_VALUE);
        learn(device, recent.get(), newest -> newest.withTail(fromMillis, tail));
        return tail.between(fromMillis, toMillis);
    }

    @Override
    public List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        Optional<Recent> recent = recent(device);
        Optional<List<Segment>> known = recent.flatMap(newest -> newest.segments(fromMillis, toMillis));
        if (known.isPresent()) {
            return known.get();
        }
        if (recent.isEmpty() || !recent.get().wantsSegments(fromMillis)) {
            return stored.segments(device, fromMillis, toMillis);
        }
        List<Segment> found = stored.segments(device, fromMillis, Long.MAX_VALUE);
        learn(device, recent.get(), newest -> newest.withSegments(fromMillis, found));
        return found.stream()
                .filter(segment -> segment.startMillis() < toMillis)
                .toList();
    }

    @Override
    public Optional<Segment> findSegmentBefore(DeviceKey device, long millis) {
        Optional<Recent> recent = recent(device);
        if (recent.isPresent() && recent.get().knowsSegmentBefore(millis)) {
            return recent.get().segmentBefore(millis);
        }
        Optional<Segment> found = stored.findSegmentBefore(device, millis);
        if (recent.isPresent() && recent.get().wantsSegments(millis)) {
            long from = found.map(Segment::startMillis).orElse(Long.MIN_VALUE);
            List<Segment> since = stored.segments(device, from, Long.MAX_VALUE);
            learn(device, recent.get(), newest -> newest.withSegments(from, since));
        }
        return found;
    }

    @Override
    public void apply(List<DeviceUpdate> updates, List<SetAside> setAside, StreamRecord checkpoint) {
        applying(updates, () -> stored.apply(updates, setAside, checkpoint));
    }

    @Override
    public void apply(DeviceUpdate update) {
        applying(List.of(update), () -> stored.apply(update));
    }

    private void applying(List<DeviceUpdate> updates, Runnable write) {
        boolean written = false;
        try {
            write.run();
            written = true;
        } finally {
            for (DeviceUpdate update : updates) {
                if (written) {
                    advance(update);
                } else {
                    remembered.invalidate(update.head().device());
                }
            }
        }
    }

    private void advance(DeviceUpdate update) {
        remembered.asMap().compute(update.head().device(), (device, newest) -> {
            if (newest == null) {
                return update.head().version() == 1 ? Recent.first(update) : null;
            }
            boolean follows = newest.head().version() == update.head().version() - 1
                    && newest.head().frontier().equals(update.head().frontier());
            return follows ? newest.with(update) : null;
        });
    }

    private Optional<Recent> recent(DeviceKey device) {
        Recent known = remembered.getIfPresent(device);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Recent> read = stored.findBase(device).map(Recent::of);
        read.ifPresent(newest -> remembered.asMap().putIfAbsent(device, newest));
        return read;
    }

    /** Keeps what was read, unless the device has moved on: then it may be of either version. */
    private void learn(DeviceKey device, Recent before, UnaryOperator<Recent> more) {
        remembered
                .asMap()
                .computeIfPresent(
                        device,
                        (key, newest) ->
                                newest.head().version() == before.head().version() ? more.apply(newest) : newest);
    }

    @Override
    public void erase(DeviceKey device) {
        stored.erase(device);
    }

    @Override
    public List<Erasure> erasures(DeviceKey device) {
        return stored.erasures(device);
    }

    @Override
    public boolean add(Erasure erasure) {
        return stored.add(erasure);
    }

    @Override
    public void update(Erasure erasure) {
        stored.update(erasure);
    }

    @Override
    public void forget(DeviceKey device, ErasedSpan span) {
        stored.forget(device, span);
    }

    @Override
    public void forgetPositions(DeviceKey device, Frontier frontier) {
        stored.forgetPositions(device, frontier);
    }

    @Override
    public List<DeviceHead> listHeads(Owner owner) {
        return stored.listHeads(owner);
    }

    @Override
    public Page<DeviceHead> listHeads(String fleetId, int limit, Optional<String> after) {
        return stored.listHeads(fleetId, limit, after);
    }

    @Override
    public Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        return stored.positions(device, fromMillis, toMillis, limit);
    }

    @Override
    public Optional<Segment> findSegmentFrom(DeviceKey device, long millis) {
        return stored.findSegmentFrom(device, millis);
    }

    @Override
    public List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        return stored.totals(device, from, to);
    }

    @Override
    public List<Correction> corrections(DeviceKey device, long fromMillis, long toMillis) {
        return stored.corrections(device, fromMillis, toMillis);
    }

    @Override
    public void setAside(SetAside record) {
        stored.setAside(record);
    }

    @Override
    public Page<SetAsideEntry> listSetAside(int limit, Optional<String> after) {
        return stored.listSetAside(limit, after);
    }

    @Override
    public Optional<SetAsideEntry> findSetAside(String id) {
        return stored.findSetAside(id);
    }

    @Override
    public void removeSetAside(String id) {
        stored.removeSetAside(id);
    }
}
