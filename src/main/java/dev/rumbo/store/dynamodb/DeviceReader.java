package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads of one device: its head, and the overlay laid over the items of a span. */
final class DeviceReader {

    /** Each try after the first means that an update and a fold came between two reads. */
    private static final int MAX_TRIES = 10;

    private final Dynamo dynamo;
    private final String table;

    DeviceReader(Dynamo dynamo, TableDesign design) {
        this.dynamo = dynamo;
        table = design.tracks();
    }

    Optional<Head> head(DeviceKey device) {
        String pk = TableDesign.track(device);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Map<String, AttributeValue>> found = dynamo.get(table, pk, TableDesign.HEAD);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Map<String, AttributeValue> item = found.get();
            Optional<Overlay> overlay = item.containsKey("r")
                    ? parts(device, s(item, "r"), Math.toIntExact(n(item, "c")))
                    : Optional.of(Overlay.decode(device.deviceId(), b(item, "o")));
            if (overlay.isPresent()) {
                Optional<String> parts = Optional.ofNullable(item.get("r")).map(AttributeValue::s);
                return Optional.of(new Head(Head.known(device, item), overlay.get(), parts, s(item, "w")));
            }
        }
        throw changing();
    }

    Track positions(DeviceKey device, long fromMillis, long toMillis, int limit) {
        if (fromMillis >= toMillis || limit <= 0) {
            return Track.EMPTY;
        }
        QueryRequest all = Dynamo.between(
                table,
                TableDesign.track(device),
                TableDesign.chunksFrom(Math.max(0, fromMillis) - TableDesign.CHUNK_MILLIS),
                TableDesign.chunksFrom(toMillis));
        // A chunk of uploads holds some dozens of positions; what is read beyond the limit is paid for.
        QueryRequest query =
                limit < 10_000 ? all.toBuilder().limit(limit / 30 + 3).build() : all;
        return read(
                        device,
                        query,
                        limit == Integer.MAX_VALUE ? (items, last) -> false : complete(fromMillis, toMillis, limit),
                        item -> TableDesign.chunkVersion(s(item, "sk")),
                        (head, items) -> {
                            Deque<Track> tracks = new ArrayDeque<>();
                            tracks.add(head.overlay().positions());
                            items.forEach(item -> tracks.add(PositionsCodec.decode(b(item, "p"))));
                            return merged(tracks).between(fromMillis, toMillis);
                        })
                .map(track -> track.slice(0, Math.min(limit, track.size())))
                .orElse(Track.EMPTY);
    }

    List<Segment> segments(DeviceKey device, long fromMillis, long toMillis) {
        if (fromMillis >= toMillis) {
            return List.of();
        }
        QueryRequest query = Dynamo.between(
                table, TableDesign.track(device), TableDesign.segment(fromMillis), TableDesign.segment(toMillis - 1));
        return read(device, query, (items, last) -> false, item -> n(item, "v"), (head, items) -> {
                    NavigableMap<Long, Optional<Segment>> found = segments(device, items);
                    found.putAll(head.overlay().segments().subMap(fromMillis, toMillis));
                    return found.values().stream().flatMap(Optional::stream).toList();
                })
                .orElse(List.of());
    }

    /** The last segment that starts before {@code millis}, or the first that does not. */
    Optional<Segment> nearest(DeviceKey device, long millis, boolean before) {
        if (before && millis <= 0) {
            return Optional.empty();
        }
        String pk = TableDesign.track(device);
        QueryRequest query = (before
                        ? Dynamo.between(table, pk, TableDesign.segment(0), TableDesign.segment(millis - 1))
                        : Dynamo.between(table, pk, TableDesign.segment(millis), TableDesign.segment(Long.MAX_VALUE)))
                .toBuilder().scanIndexForward(!before).limit(8).build();
        return read(device, query, untilOneStands(device), item -> n(item, "v"), (head, items) -> {
                    NavigableMap<Long, Optional<Segment>> found = segments(device, items);
                    NavigableMap<Long, Optional<Segment>> overlay =
                            head.overlay().segments();
                    found.putAll(before ? overlay.headMap(millis, false) : overlay.tailMap(millis, true));
                    return (before ? found.descendingMap() : found)
                            .values().stream().flatMap(Optional::stream).findFirst();
                })
                .flatMap(nearest -> nearest);
    }

    List<DayTotals> totals(DeviceKey device, LocalDate from, LocalDate to) {
        if (from.isAfter(to)) {
            return List.of();
        }
        QueryRequest query =
                Dynamo.between(table, TableDesign.track(device), TableDesign.totals(from), TableDesign.totals(to));
        return read(device, query, (items, last) -> false, item -> n(item, "v"), (head, items) -> {
                    NavigableMap<LocalDate, Optional<DayTotals>> found = new TreeMap<>();
                    for (Map<String, AttributeValue> item : items) {
                        LocalDate date = TableDesign.totalsDate(s(item, "sk"));
                        found.put(
                                date,
                                item.containsKey("b")
                                        ? Optional.of(TotalsItem.decode(date, b(item, "b")))
                                        : Optional.empty());
                    }
                    found.putAll(head.overlay().totals().subMap(from, true, to, true));
                    return found.values().stream().flatMap(Optional::stream).toList();
                })
                .orElse(List.of());
    }

    private interface Version {
        long of(Map<String, AttributeValue> item);
    }

    /** Head first, then the items: one above the head's version tells that the head is out of date. */
    private <T> Optional<T> read(
            DeviceKey device,
            QueryRequest query,
            Dynamo.Enough enough,
            Version version,
            BiFunction<Head, List<Map<String, AttributeValue>>, T> merge) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Optional<Head> head = head(device);
            if (head.isEmpty()) {
                return Optional.empty();
            }
            long known = head.get().known().version();
            List<Map<String, AttributeValue>> items = dynamo.query(query, enough);
            if (items.stream().allMatch(item -> version.of(item) <= known)) {
                return Optional.of(merge.apply(head.get(), items));
            }
        }
        throw changing();
    }

    private static NavigableMap<Long, Optional<Segment>> segments(
            DeviceKey device, List<Map<String, AttributeValue>> items) {
        NavigableMap<Long, Optional<Segment>> segments = new TreeMap<>();
        for (Map<String, AttributeValue> item : items) {
            segments.put(
                    TableDesign.segmentStart(s(item, "sk")),
                    item.containsKey("b")
                            ? Optional.of(SegmentCodec.decode(device.deviceId(), b(item, "b")))
                            : Optional.empty());
        }
        return segments;
    }

    /** Enough is a segment that the overlay says nothing of; the overlay is small, so one of these will come. */
    private Dynamo.Enough untilOneStands(DeviceKey device) {
        return (items, last) -> {
            NavigableMap<Long, Optional<Segment>> overlay =
                    head(device).map(head -> head.overlay().segments()).orElse(new TreeMap<>());
            return items.stream()
                    .anyMatch(item ->
                            item.containsKey("b") && !overlay.containsKey(TableDesign.segmentStart(s(item, "sk"))));
        };
    }

    /** Enough is as many positions before the next chunk's start as are asked for: later chunks cannot come before them. */
    private static Dynamo.Enough complete(long fromMillis, long toMillis, int limit) {
        List<Track> decoded = new ArrayList<>();
        return (items, last) -> {
            for (Map<String, AttributeValue> item : items.subList(decoded.size(), items.size())) {
                decoded.add(PositionsCodec.decode(b(item, "p")));
            }
            long end = Math.min(toMillis, TableDesign.chunkStart(s(last, "sk")));
            return decoded.stream()
                            .mapToLong(track -> track.between(fromMillis, end).size())
                            .sum()
                    >= limit;
        };
    }

    /** Two and two, so that many chunks take no more than the logarithm of their number in passes. */
    private static Track merged(Deque<Track> tracks) {
        while (tracks.size() > 1) {
            tracks.addLast(tracks.removeFirst().union(tracks.removeFirst()));
        }
        return tracks.remove();
    }

    private Optional<Overlay> parts(DeviceKey device, String nonce, int count) {
        List<Map<String, AttributeValue>> parts = dynamo.query(Dynamo.between(
                table, TableDesign.track(device), TableDesign.part(nonce, 0), TableDesign.part(nonce, count - 1)));
        if (parts.size() < count) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.forEach(
                part -> bytes.writeBytes(SdkBytes.fromByteBuffer(b(part, "b")).asByteArrayUnsafe()));
        return Optional.of(Overlay.decode(
                device.deviceId(),
                SdkBytes.fromByteArrayUnsafe(bytes.toByteArray()).asByteBuffer()));
    }

    private static StoreUnavailableException changing() {
        return new StoreUnavailableException("the device changed with every try to read it", null);
    }
}
