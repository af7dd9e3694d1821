package dev.rumbo.store.dynamodb;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.Packed;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An update as the entries that are to be written.
 *
 * @param before entries that nobody looks at until the whole one is there; in order, mostly none
 * @param whole the entry that makes the update
 * @param head what the device's head is then
 * @param positions what the entries say about positions, by number
 */
record Draft(
        List<Map<String, AttributeValue>> before,
        Map<String, AttributeValue> whole,
        Head head,
        Map<Long, Held> positions) {

    /** @param changes not settled yet, without those of the update */
    static Draft of(Head old, Changes changes, DeviceUpdate update) {
        DeviceKey device = update.head().device();
        List<Track> slices = slices(update.added());
        Changes next = changes.with(update);
        Map<Long, Held> positions = new HashMap<>();
        List<Map<String, AttributeValue>> before = new ArrayList<>();
        for (Track removed : slices(update.removed())) {
            long number = old.next() + before.size();
            next = next.with(Run.of(number, removed));
            positions.put(number, Held.removing(removed));
            before.add(LogEntry.removed(device, number, removed));
        }
        for (int i = 0; i < slices.size(); i++) {
            long number = old.next() + before.size() + i;
            next = next.with(Run.of(number, slices.get(i)));
            positions.put(number, Held.adding(slices.get(i)));
        }
        byte[] bytes = Packed.pack(next.encode());
        int parts = bytes.length / TableDesign.MAX_PART_BYTES;
        // The whole entry has room for positions or for the end of large changes, not surely for both.
        boolean apart = slices.isEmpty() || parts > 0;
        for (Track slice : apart ? slices : slices.subList(0, slices.size() - 1)) {
            before.add(LogEntry.positions(device, old.next() + before.size(), slice));
        }
        for (int part = 0; part < parts; part++) {
            int from = part * TableDesign.MAX_PART_BYTES;
            before.add(LogEntry.part(
                    device,
                    old.next() + before.size(),
                    Arrays.copyOfRange(bytes, from, from + TableDesign.MAX_PART_BYTES)));
        }
        long number = old.next() + before.size();
        Map<String, AttributeValue> whole = LogEntry.whole(
                update.head(),
                number,
                apart ? Track.EMPTY : slices.get(slices.size() - 1),
                Arrays.copyOfRange(bytes, parts * TableDesign.MAX_PART_BYTES, bytes.length),
                parts);
        return new Draft(before, whole, head(update.head(), number, next), positions);
    }

    /** An entry that changes nothing but leaves out what is settled meanwhile. */
    static Draft settled(Head old, DeviceHead known, Changes kept) {
        Map<String, AttributeValue> whole =
                LogEntry.whole(known, old.next(), Track.EMPTY, Packed.pack(kept.encode()), 0);
        return new Draft(List.of(), whole, head(known, old.next(), kept), Map.of());
    }

    int bytes() {
        return LogEntry.sizeBytes(whole);
    }

    int writeUnits() {
        return (bytes() + TableDesign.WRITE_UNIT_BYTES - 1) / TableDesign.WRITE_UNIT_BYTES;
    }

    private static Head head(DeviceHead known, long number, Changes changes) {
        return new Head(number, number + 1, Optional.of(known), changes);
    }

    private static List<Track> slices(Track positions) {
        if (positions.isEmpty()) {
            return List.of();
        }
        if (positions.size() <= TableDesign.MAX_ENTRY_POSITIONS) {
            return List.of(positions);
        }
        List<Track> slices = new ArrayList<>();
        for (int from = 0; from < positions.size(); ) {
            long nextDay = (TableDesign.day(positions.timeMillis(from)) + 1) * TableDesign.DAY_MILLIS;
            int to = Math.min(from + TableDesign.MAX_ENTRY_POSITIONS, positions.indexOf(nextDay));
            slices.add(positions.slice(from, to));
            from = to;
        }
        return slices;
    }
}
