package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;
import static dev.rumbo.store.dynamodb.Dynamo.s;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.Packed;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes of one device; {@link TableDesign} tells why one conditional write is enough. */
final class DeviceWriter {

    private static final Logger LOG = Logger.getLogger(DeviceWriter.class);

    private static final String ABSENT = "attribute_not_exists(pk)";
    private static final int MAX_TRIES = 10;

    /** That a device was erased matters as long as an instance may go on from before: no longer than it remembers. */
    private static final Duration GRAVE = Duration.ofDays(1);

    private final Dynamo dynamo;
    private final DeviceItems items;
    private final String table;
    private final String accounts;
    private final Clock clock;

    DeviceWriter(Dynamo dynamo, DeviceItems items, TableDesign design, Clock clock) {
        this.dynamo = dynamo;
        this.items = items;
        this.clock = clock;
        table = design.tracks();
        accounts = design.accounts();
    }

    /**
     * Writes an update.
     *
     * @throws StaleDeviceException where the update does not follow; the state is out of date then
     * @throws ErasedDeviceException where the device was erased and nothing is left of it
     */
    void apply(DeviceState state, DeviceUpdate update) {
        Head old = state.head();
        if (update.head().version() != old.version() + 1) {
            throw new StaleDeviceException("the device is at version " + old.version());
        }
        Draft draft = Draft.of(old, old.changes(), update);
        if (draft.writeUnits() > 1) {
            Changes kept = old.changes().kept();
            Draft shorter = Draft.of(old, kept, update);
            if (shorter.writeUnits() < draft.writeUnits()) {
                settle(state, old, old.changes().without(kept));
                draft = shorter;
            }
        }
        for (Map<String, AttributeValue> entry : draft.before()) {
            putNext(entry);
        }
        if (old.known().filter(DeviceHead::isKnown).isEmpty()) {
            putFirst(update.head(), draft.whole());
        } else {
            putNext(draft.whole());
        }
        state.advance(draft.head(), draft.positions());
        if (draft.bytes() > TableDesign.MAX_HEAD_BYTES) {
            shorten(state, update);
        }
    }

    /**
     * Writes an entry that says nothing but the head, so that no earlier one is asked what the device is.
     *
     * @return that entry; without a device where nothing is stored of it
     * @throws StaleDeviceException where the device was written meanwhile
     */
    Head settleAll(DeviceKey device) {
        DeviceState state = new DeviceState(items, device);
        Head old = state.head();
        if (old.known().isEmpty()) {
            return old;
        }
        settle(state, old, old.changes());
        Draft clean = Draft.settled(old, old.known().get(), Changes.NONE);
        putNext(clean.whole());
        return clean.head();
    }

    void erase(DeviceKey device) {
        Head head = bury(device);
        List<WriteRequest> deletes = new ArrayList<>();
        dynamo
                .query(Dynamo.after(table, TableDesign.track(device), " ").toBuilder()
                        .projectionExpression("pk, sk")
                        .build())
                .stream()
                .filter(key -> !s(key, "sk").equals(TableDesign.entry(head.number())))
                .forEach(key -> deletes.add(delete(key)));
        deletes.add(delete(Dynamo.key(TableDesign.reported(device.fleetId()), device.deviceId())));
        deletes.add(delete(Dynamo.key(TableDesign.reported(device.owner()), device.deviceId())));
        dynamo.writeAll(table, deletes);
        eraseImports(device);
    }

    /** Until there are none: once its record is gone nothing more is noted of an import. */
    private void eraseImports(DeviceKey device) {
        List<WriteRequest> deletes;
        do {
            deletes = dynamo
                    .query(Dynamo.after(table, TableDesign.imports(device), " ").toBuilder()
                            .projectionExpression("pk, sk")
                            .build())
                    .stream()
                    .map(DeviceWriter::delete)
                    .toList();
            dynamo.writeAll(table, deletes);
        } while (!deletes.isEmpty());
    }

    /** Takes the next number, so that nobody who read the device before can go on from there. */
    private Head bury(DeviceKey device) {
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            Head head = items.head(device);
            if (head.known().isEmpty() && head.next() == head.number() + 1) {
                return head;
            }
            try {
                putNext(LogEntry.erased(
                        device, head.next(), clock.instant().plus(GRAVE).getEpochSecond()));
            } catch (StaleDeviceException writtenMeanwhile) {
                LOG.debugf("Device %s was written while it is erased", device.deviceId());
            }
        }
        throw new StoreUnavailableException("the device is written again and again while it is erased", null);
    }

    /** After a large update: an entry that costs little to read as the head. */
    private void shorten(DeviceState state, DeviceUpdate update) {
        Head large = state.head();
        Changes kept = large.changes().kept();
        settle(state, large, large.changes().without(kept));
        Draft small = Draft.settled(large, update.head(), kept);
        try {
            putNext(small.whole());
            state.advance(small.head(), small.positions());
        } catch (StaleDeviceException alreadyGoneOn) {
            LOG.debugf("Another instance went on from entry %d", large.number());
            state.forget();
        }
    }

    private void putNext(Map<String, AttributeValue> entry) {
        try {
            dynamo.call(it -> it.putItem(request -> request.tableName(table)
                    .item(entry)
                    .conditionExpression(ABSENT)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
        } catch (ConditionalCheckFailedException taken) {
            // The same entry is ours, written although the answer was lost.
            if (!taken.hasItem() || !taken.item().equals(entry)) {
                throw stale(entry);
            }
        }
    }

    private void putFirst(DeviceHead head, Map<String, AttributeValue> entry) {
        DeviceKey device = head.device();
        Map<String, AttributeValue> inFleet = Dynamo.item(TableDesign.reported(device.fleetId()), device.deviceId());
        inFleet.put("user", s(device.userId()));
        // In the same transaction, so that a rebuild of the fleet, or of a user's new time zone, misses no device that
        // came while it began.
        List<TransactWriteItem> writes = new ArrayList<>(List.of(
                OperationItems.requireNewestRules(accounts, device.fleetId(), head.rulesVersion()),
                AccountItems.requireNotErased(accounts, device),
                put(entry, ABSENT),
                put(inFleet, null),
                put(Dynamo.key(TableDesign.reported(device.owner()), device.deviceId()), null)));
        head.zone().ifPresent(zone -> writes.add(AccountItems.requireZone(accounts, device.owner(), zone)));
        if (!dynamo.transact(writes)
                && dynamo.get(table, s(entry, "pk"), s(entry, "sk"))
                        .filter(entry::equals)
                        .isEmpty()) {
            if (AccountItems.isErased(dynamo, accounts, device)) {
                // Entries that would have gone before this one hold positions, too.
                erase(device);
                throw new ErasedDeviceException(device);
            }
            throw stale(entry);
        }
    }

    private static StaleDeviceException stale(Map<String, AttributeValue> entry) {
        return new StaleDeviceException("the device's log has another entry " + s(entry, "sk"));
    }

    /** Writes what readers see already in the entry of {@code head} into the items of its days. */
    private void settle(DeviceState state, Head head, Changes changes) {
        for (long day : changes.days()) {
            settle(state, head, day, changes.ofDay(day));
        }
    }

    private void settle(DeviceState state, Head head, long day, Changes changes) {
        Optional<DayItem> old = state.day(day);
        for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
            if (old.isPresent() && old.get().number() >= head.number()) {
                return;
            }
            DayItem settled = new DayItem(
                    head.number(), old.map(DayItem::holds).orElse(Changes.NONE).settledWith(changes));
            if (put(head, day, old, settled)) {
                state.settled(day, settled);
                return;
            }
            old = items.day(state.device(), day);
        }
        throw new StoreUnavailableException("a day of the device changes with every try to write it", null);
    }

    private boolean put(Head head, long day, Optional<DayItem> old, DayItem settled) {
        DeviceKey device = head.known().orElseThrow().device();
        Map<String, AttributeValue> item = Dynamo.item(TableDesign.track(device), TableDesign.dayItem(day));
        item.put("v", n(settled.number()));
        item.put("b", b(Packed.pack(settled.holds().encode())));
        Map<String, AttributeValue> values = new HashMap<>();
        old.ifPresent(it -> values.put(":v", n(it.number())));
        try {
            dynamo.call(it -> it.putItem(request -> request.tableName(table)
                    .item(item)
                    .conditionExpression(old.isPresent() ? "v = :v" : ABSENT)
                    .expressionAttributeValues(values.isEmpty() ? null : values)));
            return true;
        } catch (ConditionalCheckFailedException otherIsThere) {
            return false;
        }
    }

    private TransactWriteItem put(Map<String, AttributeValue> item, @Nullable String condition) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item).conditionExpression(condition))
                .build();
    }

    private static WriteRequest delete(Map<String, AttributeValue> item) {
        return WriteRequest.builder()
                .deleteRequest(delete -> delete.key(Dynamo.key(s(item, "pk"), s(item, "sk"))))
                .build();
    }
}
