package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.Packed;
import dev.rumbo.store.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The items of one device as they lie in the table; every read is one that is paid for. */
final class DeviceItems {

    private final Dynamo dynamo;
    private final String table;

    DeviceItems(Dynamo dynamo, TableDesign design) {
        this.dynamo = dynamo;
        table = design.tracks();
    }

    /** One read, unless an update was left half-written or has changes beyond an item. */
    Head head(DeviceKey device) {
        String pk = TableDesign.track(device);
        QueryRequest newest =
                Dynamo.between(table, pk, TableDesign.entry(0), TableDesign.entry(Long.MAX_VALUE)).toBuilder()
                        .scanIndexForward(false)
                        .limit(1)
                        .build();
        List<Map<String, AttributeValue>> items = dynamo.query(
                newest, (found, last) -> found.stream().anyMatch(it -> LogEntry.isWhole(it) || LogEntry.isErased(it)));
        if (items.isEmpty()) {
            return Head.NONE;
        }
        long next = number(items.get(0)) + 1;
        Map<String, AttributeValue> item = items.get(items.size() - 1);
        if (!LogEntry.isWhole(item)) {
            return new Head(LogEntry.isErased(item) ? number(item) : 0, next, Optional.empty(), Changes.NONE);
        }
        return new Head(number(item), next, Optional.of(LogEntry.head(device, item)), changes(device, item));
    }

    NavigableMap<Long, DayItem> days(DeviceKey device, long from, long to) {
        return days(
                device,
                dynamo.query(Dynamo.between(
                        table, TableDesign.track(device), TableDesign.dayItem(from), TableDesign.dayItem(to))));
    }

    /** The nearest items of earlier days than {@code day}, or of later ones; fewer than {@code limit} where there are no more. */
    NavigableMap<Long, DayItem> daysBeyond(DeviceKey device, long day, boolean earlier, int limit) {
        String pk = TableDesign.track(device);
        QueryRequest query = (earlier
                        ? Dynamo.between(table, pk, TableDesign.dayItem(0), TableDesign.dayItem(day - 1))
                        : Dynamo.between(table, pk, TableDesign.dayItem(day + 1), TableDesign.dayItem(Long.MAX_VALUE)))
                .toBuilder().scanIndexForward(!earlier).limit(limit).build();
        return days(device, dynamo.query(query, (found, last) -> true));
    }

    Optional<DayItem> day(DeviceKey device, long day) {
        return dynamo.get(table, TableDesign.track(device), TableDesign.dayItem(day))
                .map(item -> dayItem(device, item));
    }

    /** What is said about positions by the entries with these numbers, both ends included. */
    Map<Long, Held> positions(DeviceKey device, long from, long to) {
        Map<Long, Held> positions = new HashMap<>();
        dynamo.query(Dynamo.between(table, TableDesign.track(device), TableDesign.entry(from), TableDesign.entry(to)))
                .forEach(item -> LogEntry.positions(device, item).ifPresent(held -> positions.put(number(item), held)));
        return positions;
    }

    private Changes changes(DeviceKey device, Map<String, AttributeValue> item) {
        int parts = LogEntry.partsBefore(item);
        if (parts == 0) {
            return Changes.decode(device.deviceId(), Packed.unpack(b(item, "o")));
        }
        long number = number(item);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        dynamo.query(Dynamo.between(
                        table, TableDesign.track(device), TableDesign.entry(number - parts), TableDesign.entry(number)))
                .forEach(part -> {
                    if (!part.containsKey("o")) {
                        throw new StoreUnavailableException("the device was written anew while it was read", null);
                    }
                    bytes.writeBytes(SdkBytes.fromByteBuffer(b(part, "o")).asByteArrayUnsafe());
                });
        return Changes.decode(device.deviceId(), Packed.unpack(ByteBuffer.wrap(bytes.toByteArray())));
    }

    private static NavigableMap<Long, DayItem> days(DeviceKey device, List<Map<String, AttributeValue>> items) {
        NavigableMap<Long, DayItem> days = new TreeMap<>();
        items.forEach(item -> days.put(TableDesign.dayOf(s(item, "sk")), dayItem(device, item)));
        return days;
    }

    private static DayItem dayItem(DeviceKey device, Map<String, AttributeValue> item) {
        return new DayItem(n(item, "v"), Changes.decode(device.deviceId(), Packed.unpack(b(item, "b"))));
    }

    private static long number(Map<String, AttributeValue> item) {
        return TableDesign.entryNumber(s(item, "sk"));
    }
}
