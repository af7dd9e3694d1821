package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes of one device; {@link TableDesign} tells why a conditional write of the head is enough. */
final class DeviceWriter {

    private static final Logger LOG = Logger.getLogger(DeviceWriter.class);

    private static final int MAX_CHUNK_POSITIONS = 10_000;

    /** That something is no more matters as long as an instance that lost the device may still write it: minutes. */
    private static final Duration GRAVE = Duration.ofDays(1);

    private final Dynamo dynamo;
    private final DeviceReader reader;
    private final String table;
    private final String accounts;
    private final Clock clock;

    DeviceWriter(Dynamo dynamo, DeviceReader reader, TableDesign design, Clock clock) {
        this.dynamo = dynamo;
        this.reader = reader;
        this.clock = clock;
        table = design.tracks();
        accounts = design.accounts();
    }

    void apply(DeviceUpdate update) {
        DeviceKey device = update.head().device();
        Optional<Head> before = reader.head(device);
        long version = before.map(head -> head.known().version()).orElse(0L);
        if (update.head().version() != version + 1) {
            throw new StaleDeviceException("the device is at version " + version);
        }
        Overlay old = before.map(Head::overlay).orElse(Overlay.EMPTY);
        Overlay next = old.with(update);
        byte[] bytes = next.encode();
        if (bytes.length > TableDesign.OVERLAY_BYTES && !old.isEmpty()) {
            Overlay kept = old.kept();
            fold(device, version, old.without(kept));
            next = kept.with(update);
            bytes = next.encode();
        }
        if (bytes.length <= TableDesign.MAX_INLINE_BYTES) {
            Map<String, AttributeValue> item = Head.item(update.head(), nonce());
            item.put("o", b(bytes));
            putHead(item, version, null);
        } else {
            applyInParts(update.head(), version, next, bytes);
        }
        before.flatMap(Head::parts).ifPresent(left -> deleteParts(device, left));
    }

    void erase(DeviceKey device) {
        String pk = TableDesign.track(device);
        dynamo.call(it -> it.deleteItem(request -> request.tableName(table).key(Dynamo.key(pk, TableDesign.HEAD))));
        List<WriteRequest> deletes = new ArrayList<>();
        dynamo.query(Dynamo.after(table, pk, " ").toBuilder()
                        .projectionExpression("pk, sk")
                        .build())
                .forEach(key -> deletes.add(delete(key)));
        deletes.add(delete(Dynamo.key(TableDesign.reported(device.fleetId()), device.deviceId())));
        deletes.add(delete(Dynamo.key(TableDesign.reported(device.owner()), device.deviceId())));
        dynamo.writeAll(table, deletes);
    }

    /** Parts first, then the head that names them, then what they say into items of its own. */
    private void applyInParts(DeviceHead head, long version, Overlay overlay, byte[] bytes) {
        String nonce = nonce();
        List<WriteRequest> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += TableDesign.MAX_PART_BYTES) {
            Map<String, AttributeValue> part =
                    Dynamo.item(TableDesign.track(head.device()), TableDesign.part(nonce, parts.size()));
            part.put(
                    "b", b(Arrays.copyOfRange(bytes, from, Math.min(from + TableDesign.MAX_PART_BYTES, bytes.length))));
            parts.add(put(part));
        }
        dynamo.writeAll(table, parts);
        Map<String, AttributeValue> item = Head.item(head, nonce());
        item.put("r", s(nonce));
        item.put("c", n(parts.size()));
        try {
            putHead(item, version, null);
        } catch (StaleDeviceException overtaken) {
            deleteParts(head.device(), nonce);
            throw overtaken;
        }
        Overlay kept = overlay.kept();
        fold(head.device(), head.version(), overlay.without(kept));
        Map<String, AttributeValue> folded = Head.item(head, nonce());
        folded.put("o", b(kept.encode()));
        try {
            putHead(folded, head.version(), nonce);
            deleteParts(head.device(), nonce);
        } catch (StaleDeviceException alreadyGoneOn) {
            LOG.debugf("Another instance folded version %d", head.version());
        }
    }

    /** @param parts the nonce of the parts that the stored head must name; null where only its version counts */
    private void putHead(Map<String, AttributeValue> item, long version, @Nullable String parts) {
        boolean written = version == 0 ? putFirst(item) : putNext(item, version, parts);
        if (!written) {
            throw new StaleDeviceException("the device is no more at version " + version);
        }
    }

    private boolean putNext(Map<String, AttributeValue> item, long version, @Nullable String parts) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":v", n(version)));
        if (parts != null) {
            values.put(":r", s(parts));
        }
        try {
            dynamo.call(it -> it.putItem(request -> request.tableName(table)
                    .item(item)
                    .conditionExpression(parts == null ? "v = :v" : "v = :v AND r = :r")
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return true;
        } catch (ConditionalCheckFailedException failed) {
            return failed.hasItem() && wroteIt(item, failed.item());
        }
    }

    private boolean putFirst(Map<String, AttributeValue> item) {
        String[] key = s(item, "pk").split("#", 4);
        Map<String, AttributeValue> inFleet = Dynamo.item(TableDesign.join("F", key[1]), key[3]);
        inFleet.put("user", s(key[2]));
        // In the same transaction, so that a rebuild of the fleet misses no device that came while it began.
        boolean written = dynamo.transact(List.of(
                OperationItems.requireNewestRules(accounts, key[1], Head.rulesVersion(item)),
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"))
                        .build(),
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table).item(inFleet))
                        .build(),
                TransactWriteItem.builder()
                        .put(put ->
                                put.tableName(table).item(Dynamo.key(TableDesign.join("O", key[1], key[2]), key[3])))
                        .build()));
        return written
                || dynamo.get(table, s(item, "pk"), TableDesign.HEAD)
                        .filter(stored -> wroteIt(item, stored))
                        .isPresent();
    }

    /** Whether the write of {@code item} had been done although its answer was lost. */
    private static boolean wroteIt(Map<String, AttributeValue> item, Map<String, AttributeValue> stored) {
        return Objects.equals(item.get("w"), stored.get("w"));
    }

    /** Writes what readers see already, of the overlay of {@code version}, into items of its own. */
    private void fold(DeviceKey device, long version, Overlay overlay) {
        String pk = TableDesign.track(device);
        List<WriteRequest> chunks = new ArrayList<>();
        for (int from = 0; from < overlay.positions().size(); ) {
            Track chunk = chunk(overlay.positions(), from);
            Map<String, AttributeValue> item = Dynamo.item(pk, TableDesign.chunk(chunk.timeMillis(0), version, from));
            item.put("p", b(PositionsCodec.encode(chunk)));
            chunks.add(put(item));
            from += chunk.size();
        }
        dynamo.writeAll(table, chunks);
        overlay.segments()
                .forEach((start, segment) ->
                        putIfNewer(pk, TableDesign.segment(start), version, segment.map(SegmentCodec::encode)));
        overlay.totals()
                .forEach((date, totals) ->
                        putIfNewer(pk, TableDesign.totals(date), version, totals.map(TotalsItem::encode)));
    }

    private static Track chunk(Track positions, int from) {
        int end = positions.indexOf(positions.timeMillis(from) + TableDesign.CHUNK_MILLIS);
        return positions.slice(from, Math.min(end, from + MAX_CHUNK_POSITIONS));
    }

    private void putIfNewer(String pk, String sk, long version, Optional<byte[]> bytes) {
        Map<String, AttributeValue> item = Dynamo.item(pk, sk);
        item.put("v", n(version));
        bytes.ifPresentOrElse(
                present -> item.put("b", b(present)),
                () -> item.put("expires", n(clock.instant().plus(GRAVE).getEpochSecond())));
        try {
            dynamo.call(it -> it.putItem(request -> request.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(v) OR v < :v")
                    .expressionAttributeValues(Map.of(":v", n(version)))));
        } catch (ConditionalCheckFailedException newerIsThere) {
            LOG.debugf("%s has a version above %d", sk, version);
        }
    }

    private void deleteParts(DeviceKey device, String nonce) {
        dynamo.writeAll(
                table,
                dynamo
                        .query(Dynamo.between(
                                table,
                                TableDesign.track(device),
                                TableDesign.part(nonce, 0),
                                TableDesign.part(nonce, 9999)))
                        .stream()
                        .map(DeviceWriter::delete)
                        .toList());
    }

    private static WriteRequest put(Map<String, AttributeValue> item) {
        return WriteRequest.builder().putRequest(put -> put.item(item)).build();
    }

    private static WriteRequest delete(Map<String, AttributeValue> item) {
        return WriteRequest.builder()
                .deleteRequest(delete -> delete.key(Dynamo.key(s(item, "pk"), s(item, "sk"))))
                .build();
    }

    private static String nonce() {
        return Long.toString(UUID.randomUUID().getMostSignificantBits() >>> 1, Character.MAX_RADIX);
    }
}
