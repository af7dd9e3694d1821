package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.Packed;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Takes out of the log and the day items of a device what still tells of a time whose positions were removed.
 *
 * <p>It begins with a new head that says nothing of it, so that of each entry before that one nothing counts but positions. In
 * whatever order those are added and removed, nothing of the time is left at that head; and what is taken out from the first
 * entry on leaves an end of that history, which comes to the same. So readers see no difference at any moment. No entry goes as a whole: an
 * instance that read the device before must find its next number taken.
 */
final class DevicePurge {

    private static final int MAX_TRIES = 10;

    /** Some 200 KB as cars drive; entries of imports have up to 16 KB. */
    private static final long ENTRIES_AT_ONCE = 200;

    private static final long DAYS_AT_ONCE = 31;

    /** Entries without positions that may follow those with some, and name their last one. */
    private static final long ALONG = 3;

    private final Dynamo dynamo;
    private final DeviceItems items;
    private final DeviceWriter writer;
    private final String table;

    DevicePurge(Dynamo dynamo, DeviceItems items, DeviceWriter writer, TableDesign design) {
        this.dynamo = dynamo;
        this.items = items;
        this.writer = writer;
        table = design.tracks();
    }

    void run(DeviceKey device, ErasedSpan span) {
        untilNobodyWrites(() -> {
            Head head = writer.settleAll(device);
            if (head.known().isPresent()) {
                purgeEntries(device, 0, head.number(), head.number(), span);
                purgeDays(device, head.number(), span);
            }
        });
    }

    /**
     * The same of all that is earlier than the frontier, where only positions go. The day items tell which entries hold them: so a sweep costs what has
     * become old since the one before. Before the first is settled, each entry may name the device's first position.
     */
    void run(DeviceKey device, Frontier frontier) {
        ErasedSpan span = new ErasedSpan(0, frontier.positionsFromMillis());
        untilNobodyWrites(() -> {
            boolean nothing = withPositions(device, frontier, span).isEmpty()
                    && !items.head(device).changes().tellsOf(span);
            if (nothing && frontier.settled()) {
                return;
            }
            Head head = writer.settleAll(device);
            NavigableMap<Long, DayItem> days = withPositions(device, frontier, span);
            if (frontier.settled()) {
                days.values().stream()
                        .flatMap(day -> day.holds().runs().values().stream())
                        .flatMap(List::stream)
                        .filter(run -> run.overlaps(span.fromMillis(), span.toMillis()))
                        .forEach(run -> purgeEntries(
                                device, run.from(), Math.min(run.to() + ALONG, head.number()), head.number(), span));
            } else if (head.known().isPresent()) {
                purgeEntries(device, 0, head.number(), head.number(), span);
            }
            days.forEach((day, item) -> purge(device, head.number(), day, item, span));
        });
    }

    /** Day items that tell of positions in the span. Once those before a frontier went, they are the newest before it. */
    private NavigableMap<Long, DayItem> withPositions(DeviceKey device, Frontier frontier, ErasedSpan span) {
        NavigableMap<Long, DayItem> found = new TreeMap<>();
        long before = TableDesign.day(span.toMillis()) + 1;
        while (true) {
            NavigableMap<Long, DayItem> page = items.daysBeyond(device, before, true, (int) DAYS_AT_ONCE);
            int known = found.size();
            page.forEach((day, item) -> {
                if (item.holds().runs().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(run -> run.overlaps(span.fromMillis(), span.toMillis()))) {
                    found.put(day, item);
                }
            });
            if (page.size() < DAYS_AT_ONCE || (frontier.settled() && found.size() == known)) {
                return found;
            }
            before = page.firstKey();
        }
    }

    private static void untilNobodyWrites(Runnable purge) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            try {
                purge.run();
                return;
            } catch (StaleDeviceException writtenMeanwhile) {
                // Begins with the head that is the newest by now.
            }
        }
        throw new StoreUnavailableException("the device is written again and again while a part of it is erased", null);
    }

    /** @param end the first that is left alone, at most the head */
    private void purgeEntries(DeviceKey device, long first, long end, long head, ErasedSpan span) {
        for (long from = first; from < end; from += ENTRIES_AT_ONCE) {
            long to = Math.min(Math.min(from + ENTRIES_AT_ONCE, end), head) - 1;
            dynamo.query(Dynamo.between(
                            table, TableDesign.track(device), TableDesign.entry(from), TableDesign.entry(to)))
                    .forEach(item -> purge(device, item, span));
        }
    }

    private void purge(DeviceKey device, Map<String, AttributeValue> item, ErasedSpan span) {
        Track positions = LogEntry.positions(device, item).map(Held::track).orElse(Track.EMPTY);
        if (LogEntry.isErased(item) || !(span.touches(positions) || tellsOf(device, item, span))) {
            return;
        }
        Map<String, AttributeValue> rest = LogEntry.rest(item, span.without(positions));
        try {
            dynamo.call(it ->
                    it.putItem(put -> put.tableName(table).item(rest).conditionExpression("attribute_exists(pk)")));
        } catch (ConditionalCheckFailedException goneWithItsDevice) {
            throw stale();
        }
    }

    /** Of changes that lie in several entries it is not asked what they are. */
    private static boolean tellsOf(DeviceKey device, Map<String, AttributeValue> item, ErasedSpan span) {
        if (!LogEntry.isWhole(item)) {
            return item.containsKey("o");
        }
        DeviceHead head = LogEntry.head(device, item);
        return LogEntry.partsBefore(item) > 0
                || span.contains(head.first().timeMillis())
                || span.contains(head.last().timeMillis())
                || head.corrected().reaches(span.fromMillis(), span.toMillis() - 1)
                || head.rebuild().isPresent()
                || Changes.decode(device.deviceId(), Packed.unpack(b(item, "o")))
                        .tellsOf(span);
    }

    private void purgeDays(DeviceKey device, long head, ErasedSpan span) {
        long last = TableDesign.day(span.toMillis() - 1);
        for (long day = TableDesign.day(span.fromMillis()); day <= last; day += DAYS_AT_ONCE) {
            items.days(device, day, Math.min(last, day + DAYS_AT_ONCE - 1))
                    .forEach((of, item) -> purge(device, head, of, item, span));
        }
    }

    private void purge(DeviceKey device, long head, long day, DayItem item, ErasedSpan span) {
        Changes holds = item.holds();
        NavigableMap<Long, List<Run>> runs = new TreeMap<>();
        boolean changed = holds.isEmpty();
        for (Run run : holds.runs().getOrDefault(day, List.of())) {
            if (run.overlaps(span.fromMillis(), span.toMillis())) {
                changed = true;
                inDay(device, run, day).ifPresent(left -> runs.merge(day, left, Run::union));
            } else {
                runs.merge(day, List.of(run), Run::union);
            }
        }
        if (changed) {
            if (item.number() > head) {
                throw stale();
            }
            put(
                    device,
                    day,
                    item.number(),
                    new DayItem(head, new Changes(holds.segments(), holds.totals(), holds.corrections(), runs)));
        }
    }

    /** Where the run's entries hold positions of the day by now. */
    private Optional<List<Run>> inDay(DeviceKey device, Run run, long day) {
        NavigableMap<Long, List<Run>> found = new TreeMap<>();
        items.positions(device, run.from(), run.to()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> Run.of(
                                entry.getKey(),
                                entry.getValue()
                                        .track()
                                        .between(day * TableDesign.DAY_MILLIS, (day + 1) * TableDesign.DAY_MILLIS))
                        .forEach((of, runs) -> found.merge(of, runs, Run::union)));
        return Optional.ofNullable(found.get(day));
    }

    private void put(DeviceKey device, long day, long before, DayItem item) {
        Map<String, AttributeValue> key = Dynamo.key(TableDesign.track(device), TableDesign.dayItem(day));
        Map<String, AttributeValue> condition = Map.of(":v", n(before));
        try {
            if (item.holds().isEmpty()) {
                dynamo.call(it -> it.deleteItem(delete -> delete.tableName(table)
                        .key(key)
                        .conditionExpression("v = :v")
                        .expressionAttributeValues(condition)));
            } else {
                Map<String, AttributeValue> written = new HashMap<>(key);
                written.put("v", n(item.number()));
                written.put("b", b(Packed.pack(item.holds().encode())));
                dynamo.call(it -> it.putItem(put -> put.tableName(table)
                        .item(written)
                        .conditionExpression("v = :v")
                        .expressionAttributeValues(condition)));
            }
        } catch (ConditionalCheckFailedException settledMeanwhile) {
            throw stale();
        }
    }

    private static StaleDeviceException stale() {
        return new StaleDeviceException("the device was written while a part of it is erased");
    }
}
