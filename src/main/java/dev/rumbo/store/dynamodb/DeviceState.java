package dev.rumbo.store.dynamodb;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One device as it was at one entry of its log: what was read stays and is not read again.
 *
 * <p>The newest entry's changes are laid over the day items. Entries never change; a day item that is settled beyond the
 * newest entry tells that the state is out of date, whereupon it is read anew.
 */
final class DeviceState {

    /** Each try after the first means that an update came between two reads. */
    private static final int MAX_TRIES = 10;

    /** Days between what is remembered and what is asked for that are read too, so that the remembered stays in one piece. */
    private static final long MAX_BRIDGED_DAYS = 62;

    /** Day items read at once where the first may be enough: about one read unit. */
    private static final int NEIGHBORS_AT_ONCE = 8;

    private static final long MARGIN_DAYS = 2;

    private static final long END_MILLIS = (TableDesign.MAX_DAY + 1) * TableDesign.DAY_MILLIS;

    /** Entries between two wanted ones that are read along rather than asked around. */
    private static final long MAX_READ_ALONG = 4;

    /** Beyond this the oldest entries are forgotten: half a day of uploads each minute. */
    private static final int MAX_ENTRIES = 720;

    private final DeviceItems items;
    private final DeviceKey device;

    private @Nullable Head head;
    private final NavigableMap<Long, DayItem> days = new TreeMap<>();
    /** All day items from the first to the last of these days are in {@code days}. */
    private long firstDay = 1;

    private long lastDay;
    private final NavigableMap<Long, Held> entries = new TreeMap<>();

    DeviceState(DeviceItems items, DeviceKey device) {
        this.items = items;
        this.device = device;
    }

    private static final class OutOfDate extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfDate() {
            super("a day is settled beyond the newest entry", null, false, false);
        }
    }

    DeviceKey device() {
        return device;
    }

    synchronized Head head() {
        Head known = head;
        if (known == null) {
            known = items.head(device);
            head = known;
        }
        return known;
    }

    /** Whether there is a newer entry by now. */
    synchronized boolean isOutdated() {
        Head known = head;
        return known != null && items.head(device).number() != known.number();
    }

    synchronized Track positions(long fromMillis, long toMillis, int limit) {
        return read(() -> {
            // What is earlier than the frontier goes entry by entry, and is seen no more from the frontier on.
            long from = Math.max(
                    Math.max(fromMillis, 0),
                    head().known()
                            .flatMap(DeviceHead::frontier)
                            .map(Frontier::positionsFromMillis)
                            .orElse(0L));
            long to = Math.min(toMillis, END_MILLIS);
            return head().known().isEmpty() || from >= to || limit <= 0 ? Track.EMPTY : positionsIn(from, to, limit);
        });
    }

    synchronized List<Segment> segments(long fromMillis, long toMillis) {
        return read(() -> {
            long from = Math.max(fromMillis, 0);
            long to = Math.min(toMillis, END_MILLIS);
            if (head().known().isEmpty() || from >= to) {
                return List.of();
            }
            load(TableDesign.day(from), TableDesign.day(to - 1));
            NavigableMap<Long, Optional<Segment>> found = new TreeMap<>();
            days.subMap(TableDesign.day(from), true, TableDesign.day(to - 1), true)
                    .values()
                    .forEach(day -> found.putAll(day.holds().segments().subMap(from, to)));
            found.putAll(head().changes().segments().subMap(from, to));
            return found.values().stream().flatMap(Optional::stream).toList();
        });
    }

    /** The last segment that starts before {@code millis}, or the first that does not. */
    synchronized Optional<Segment> nearest(long millis, boolean before) {
        return read(() -> {
            if (head().known().isEmpty()) {
                return Optional.empty();
            }
            return before
                    ? nearestIn(0, Math.min(millis, END_MILLIS), true)
                    : nearestIn(Math.max(millis, 0), END_MILLIS, false);
        });
    }

    synchronized List<DayTotals> totals(LocalDate from, LocalDate to) {
        return read(() -> {
            if (head().known().isEmpty() || from.isAfter(to)) {
                return List.of();
            }
            long first = TableDesign.inRange(from.toEpochDay());
            long last = TableDesign.inRange(to.toEpochDay());
            load(first, last);
            NavigableMap<LocalDate, Optional<DayTotals>> found = new TreeMap<>();
            days.subMap(first, true, last, true)
                    .values()
                    .forEach(day -> found.putAll(day.holds().totals()));
            found.putAll(head().changes().totals().subMap(from, true, to, true));
            return found.values().stream().flatMap(Optional::stream).toList();
        });
    }

    /** Those that overlap the span, in the order in which they were made. */
    synchronized List<Correction> corrections(long fromMillis, long toMillis) {
        return read(() -> {
            long from = Math.max(fromMillis, Correction.LONGEST.toMillis()) - Correction.LONGEST.toMillis();
            long to = Math.min(toMillis, END_MILLIS);
            if (head().known().isEmpty() || from >= to) {
                return List.of();
            }
            long first = TableDesign.day(from);
            long last = TableDesign.day(to - 1);
            load(first, last);
            NavigableMap<CorrectionId, Optional<Correction>> found = new TreeMap<>();
            days.subMap(first, true, last, true)
                    .values()
                    .forEach(day -> found.putAll(day.holds().corrections()));
            found.putAll(head().changes().corrections());
            return found.values().stream()
                    .flatMap(Optional::stream)
                    .filter(correction -> correction.overlaps(fromMillis, toMillis))
                    .sorted(Comparator.comparingLong(Correction::sequence))
                    .toList();
        });
    }

    /** The item of that day, from memory if it is there. */
    synchronized Optional<DayItem> day(long day) {
        return day >= firstDay && day <= lastDay ? Optional.ofNullable(days.get(day)) : items.day(device, day);
    }

    /** After the item of that day was written. */
    synchronized void settled(long day, DayItem item) {
        if (day >= firstDay && day <= lastDay) {
            days.put(day, item);
        }
    }

    /** After a whole entry, and those right before it, were written. */
    synchronized void advance(Head newHead, Map<Long, Held> newEntries) {
        head = newHead;
        entries.putAll(newEntries);
        forgetOldEntries();
    }

    /** Roughly what it takes of the heap. */
    synchronized int weightBytes() {
        int weight = 1_000 + days.size() * 1_000;
        for (Held entry : entries.values()) {
            weight += 150 + entry.positions().remaining();
        }
        return weight;
    }

    synchronized void forget() {
        head = null;
        days.clear();
        entries.clear();
        firstDay = 1;
        lastDay = 0;
    }

    private <T> T read(Supplier<T> reading) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            try {
                return reading.get();
            } catch (OutOfDate again) {
                forget();
            }
        }
        throw new StoreUnavailableException("the device changed with every try to read it", null);
    }

    private Track positionsIn(long fromMillis, long toMillis, int limit) {
        Fold found = new Fold();
        long lastWanted = TableDesign.day(toMillis - 1);
        for (long day = TableDesign.day(fromMillis); day <= lastWanted; ) {
            long until = limit == Integer.MAX_VALUE ? lastWanted : loadSome(day, lastWanted);
            List<Run> runs = runs(day, until, fromMillis, toMillis);
            if (limit == Integer.MAX_VALUE) {
                addPositions(runs, found);
            } else {
                for (int i = 0; i < runs.size(); i++) {
                    addPositions(runs.subList(i, i + 1), found);
                    long complete =
                            i + 1 < runs.size() ? runs.get(i + 1).firstMillis() : (until + 1) * TableDesign.DAY_MILLIS;
                    Track track = found.track().between(fromMillis, Math.min(toMillis, complete));
                    if (track.size() >= limit) {
                        return track.slice(0, limit);
                    }
                }
            }
            day = until + 1;
        }
        return found.track().between(fromMillis, toMillis);
    }

    /** By their first position. */
    private List<Run> runs(long firstWanted, long lastWanted, long fromMillis, long toMillis) {
        load(firstWanted, lastWanted);
        NavigableMap<Long, List<Run>> byDay = new TreeMap<>();
        days.subMap(firstWanted, true, lastWanted, true)
                .forEach((day, item) -> byDay.put(day, item.holds().runs().getOrDefault(day, List.of())));
        head().changes()
                .runs()
                .subMap(firstWanted, true, lastWanted, true)
                .forEach((day, runs) -> byDay.merge(day, runs, Run::union));
        return byDay.values().stream()
                .flatMap(List::stream)
                .filter(run -> run.overlaps(fromMillis, toMillis))
                .sorted(Comparator.comparingLong(Run::firstMillis))
                .toList();
    }

    private void addPositions(List<Run> runs, Fold found) {
        Set<Long> wanted = new HashSet<>();
        runs.forEach(run -> {
            for (long number = run.from(); number <= run.to(); number++) {
                wanted.add(number);
            }
        });
        TreeSet<Long> missing = new TreeSet<>(wanted);
        missing.removeAll(entries.keySet());
        while (!missing.isEmpty()) {
            long from = missing.pollFirst();
            long to = from;
            while (!missing.isEmpty() && missing.first() - to <= MAX_READ_ALONG) {
                to = missing.pollFirst();
            }
            entries.putAll(items.positions(device, from, to));
        }
        wanted.forEach(number -> found.add(number, entry(number)));
        forgetOldEntries();
    }

    private void forgetOldEntries() {
        while (entries.size() > MAX_ENTRIES) {
            entries.pollFirstEntry();
        }
    }

    private Held entry(long number) {
        Held positions = entries.get(number);
        if (positions == null) {
            // Erased since the head was read.
            throw new OutOfDate();
        }
        return positions;
    }

    private Optional<Segment> nearestIn(long fromMillis, long toMillis, boolean before) {
        if (fromMillis >= toMillis) {
            return Optional.empty();
        }
        NavigableMap<Long, Optional<Segment>> changed = head().changes().segments();
        NavigableMap<Long, Optional<Segment>> found = new TreeMap<>();
        changed.subMap(fromMillis, true, toMillis, false)
                .forEach((start, segment) -> segment.ifPresent(it -> found.put(start, segment)));
        long day = TableDesign.day(before ? toMillis - 1 : fromMillis);
        load(day, day);
        while (true) {
            NavigableMap<Long, DayItem> inOrder =
                    before ? days.headMap(day, true).descendingMap() : days.tailMap(day, true);
            for (Map.Entry<Long, DayItem> item : inOrder.entrySet()) {
                item.getValue()
                        .holds()
                        .segments()
                        .subMap(fromMillis, true, toMillis, false)
                        .forEach((start, segment) -> {
                            if (!changed.containsKey(start)) {
                                found.put(start, segment);
                            }
                        });
                if (isNearer(found, item.getKey(), before)) {
                    return nearestOf(found, before);
                }
            }
            long known = before ? firstDay : lastDay;
            if (known == (before ? 0 : TableDesign.MAX_DAY) || isNearer(found, known, before)) {
                return nearestOf(found, before);
            }
            extend(before);
        }
    }

    /** Whether what was found lies in that day or on the near side of it. */
    private static boolean isNearer(NavigableMap<Long, Optional<Segment>> found, long day, boolean before) {
        if (found.isEmpty()) {
            return false;
        }
        return before ? TableDesign.day(found.lastKey()) >= day : TableDesign.day(found.firstKey()) <= day;
    }

    private static Optional<Segment> nearestOf(NavigableMap<Long, Optional<Segment>> found, boolean before) {
        Map.Entry<Long, Optional<Segment>> nearest = before ? found.lastEntry() : found.firstEntry();
        return nearest == null ? Optional.empty() : nearest.getValue();
    }

    /** Loads some more day items in that direction. */
    private void extend(boolean earlier) {
        NavigableMap<Long, DayItem> more =
                items.daysBeyond(device, earlier ? firstDay : lastDay, earlier, NEIGHBORS_AT_ONCE);
        add(more);
        boolean all = more.size() < NEIGHBORS_AT_ONCE;
        if (earlier) {
            firstDay = all ? 0 : more.firstKey();
        } else {
            lastDay = all ? TableDesign.MAX_DAY : more.lastKey();
        }
    }

    /** Loads the day and some after it; returns up to which day all are loaded. */
    private long loadSome(long day, long lastWanted) {
        if (firstDay > lastDay || day != lastDay + 1) {
            load(day, day);
        }
        if (lastDay <= day && lastDay < lastWanted) {
            extend(false);
        }
        return Math.min(lastDay, lastWanted);
    }

    private void load(long from, long to) {
        if (firstDay > lastDay || from > lastDay + MAX_BRIDGED_DAYS || to < firstDay - MAX_BRIDGED_DAYS) {
            days.clear();
            firstDay = withNeighbors(from, true);
            lastDay = withNeighbors(to, false);
            add(items.days(device, firstDay, lastDay));
            return;
        }
        if (from < firstDay) {
            add(items.days(device, from, firstDay - 1));
            firstDay = from;
        }
        if (to > lastDay) {
            add(items.days(device, lastDay + 1, to));
            lastDay = to;
        }
    }

    /** A few days on, since neighbors will be asked for; to the end where the device's first or last day is near anyway. */
    private long withNeighbors(long day, boolean earlier) {
        Optional<DeviceHead> known = head().known();
        if (earlier) {
            boolean near = known.map(it -> TableDesign.day(it.first().timeMillis()) >= day - NEIGHBORS_AT_ONCE)
                    .orElse(false);
            return near ? 0 : Math.max(0, day - MARGIN_DAYS);
        }
        boolean near = known.map(it -> TableDesign.day(it.last().timeMillis()) <= day + NEIGHBORS_AT_ONCE)
                .orElse(false);
        return near ? TableDesign.MAX_DAY : Math.min(TableDesign.MAX_DAY, day + MARGIN_DAYS);
    }

    private void add(NavigableMap<Long, DayItem> more) {
        check(more);
        days.putAll(more);
    }

    private void check(NavigableMap<Long, DayItem> more) {
        long newest = head().number();
        if (more.values().stream().anyMatch(item -> item.number() > newest)) {
            throw new OutOfDate();
        }
    }
}
