package dev.rumbo.store.dynamodb;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What updates changed of a device and its own items do not say yet.
 *
 * @param positions added
 * @param segments by start; empty where there is none any more
 * @param totals by local day; empty where there are none any more
 */
record Overlay(
        Track positions,
        NavigableMap<Long, Optional<Segment>> segments,
        NavigableMap<LocalDate, Optional<DayTotals>> totals) {

    static final Overlay EMPTY = new Overlay(Track.EMPTY, new TreeMap<>(), new TreeMap<>());

    private static final int VERSION = 1;

    /** A segment beyond this, one of many quarter hours, is folded with the others so that it is not written each time. */
    private static final int MAX_KEPT_BYTES = 400;

    boolean isEmpty() {
        return positions.isEmpty() && segments.isEmpty() && totals.isEmpty();
    }

    /** This and then what the update changes. */
    Overlay with(DeviceUpdate update) {
        NavigableMap<Long, Optional<Segment>> newSegments = new TreeMap<>(segments);
        update.removedSegments().forEach(start -> newSegments.put(start, Optional.empty()));
        update.segments().forEach(segment -> newSegments.put(segment.startMillis(), Optional.of(segment)));
        NavigableMap<LocalDate, Optional<DayTotals>> newTotals = new TreeMap<>(totals);
        update.removedTotals().forEach(date -> newTotals.put(date, Optional.empty()));
        update.totals().forEach(day -> newTotals.put(day.date(), Optional.of(day)));
        return new Overlay(positions.union(update.added()), newSegments, newTotals);
    }

    /** The newest segment and day, which the next update is likely to change again; the rest is to be folded. */
    Overlay kept() {
        NavigableMap<Long, Optional<Segment>> last = new TreeMap<>();
        if (!segments.isEmpty()
                && segments.lastEntry()
                        .getValue()
                        .map(it -> SegmentCodec.encode(it).length <= MAX_KEPT_BYTES)
                        .orElse(false)) {
            last.putAll(segments.tailMap(segments.lastKey()));
        }
        NavigableMap<LocalDate, Optional<DayTotals>> lastDay =
                totals.isEmpty() ? new TreeMap<>() : new TreeMap<>(totals.tailMap(totals.lastKey()));
        return new Overlay(Track.EMPTY, last, lastDay);
    }

    /** What is here and not in {@code kept}. */
    Overlay without(Overlay kept) {
        NavigableMap<Long, Optional<Segment>> otherSegments = new TreeMap<>(segments);
        otherSegments.keySet().removeAll(kept.segments.keySet());
        NavigableMap<LocalDate, Optional<DayTotals>> otherTotals = new TreeMap<>(totals);
        otherTotals.keySet().removeAll(kept.totals.keySet());
        return new Overlay(positions, otherSegments, otherTotals);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
            out.writeUInt32NoTag(VERSION);
            out.writeByteArrayNoTag(positions.isEmpty() ? new byte[0] : PositionsCodec.encode(positions));
            out.writeUInt32NoTag(segments.size());
            for (Map.Entry<Long, Optional<Segment>> segment : segments.entrySet()) {
                out.writeSInt64NoTag(segment.getKey());
                out.writeByteArrayNoTag(
                        segment.getValue().map(SegmentCodec::encode).orElse(new byte[0]));
            }
            out.writeUInt32NoTag(totals.size());
            for (Map.Entry<LocalDate, Optional<DayTotals>> day : totals.entrySet()) {
                out.writeSInt64NoTag(day.getKey().toEpochDay());
                out.writeByteArrayNoTag(day.getValue().map(TotalsItem::encode).orElse(new byte[0]));
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    static Overlay decode(String deviceId, ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int version = in.readUInt32();
            if (version != VERSION) {
                throw new MalformedRecordException("an overlay of unknown version " + version);
            }
            byte[] track = in.readByteArray();
            Track positions = track.length == 0 ? Track.EMPTY : PositionsCodec.decode(ByteBuffer.wrap(track));
            NavigableMap<Long, Optional<Segment>> segments = new TreeMap<>();
            for (int left = in.readUInt32(); left > 0; left--) {
                long start = in.readSInt64();
                byte[] segment = in.readByteArray();
                segments.put(
                        start,
                        segment.length == 0
                                ? Optional.empty()
                                : Optional.of(SegmentCodec.decode(deviceId, ByteBuffer.wrap(segment))));
            }
            NavigableMap<LocalDate, Optional<DayTotals>> totals = new TreeMap<>();
            for (int left = in.readUInt32(); left > 0; left--) {
                LocalDate date = LocalDate.ofEpochDay(in.readSInt64());
                byte[] day = in.readByteArray();
                totals.put(
                        date,
                        day.length == 0
                                ? Optional.empty()
                                : Optional.of(TotalsItem.decode(date, ByteBuffer.wrap(day))));
            }
            return new Overlay(positions, segments, totals);
        } catch (IOException garbled) {
            throw new MalformedRecordException("an overlay is cut short or garbled", garbled);
        }
    }
}
