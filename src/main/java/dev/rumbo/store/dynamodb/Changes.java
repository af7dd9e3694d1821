package dev.rumbo.store.dynamodb;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.codec.CorrectionCodec;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.SegmentCodec;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a device beside its positions: in an entry of the log what changed and the day items do not say yet, in
 * a day item what the day holds.
 *
 * @param segments by start; empty where there is none any more
 * @param totals by local day; empty where there are none any more
 * @param corrections empty where they were undone
 * @param runs by UTC day, in the order of the entries: where that day's positions are
 */
record Changes(
        NavigableMap<Long, Optional<Segment>> segments,
        NavigableMap<LocalDate, Optional<DayTotals>> totals,
        NavigableMap<CorrectionId, Optional<Correction>> corrections,
        NavigableMap<Long, List<Run>> runs) {

    static final Changes NONE = new Changes(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    private static final int VERSION = 2;
    private static final int WITHOUT_CORRECTIONS = 1;

    /** A segment beyond this, one of many quarter hours, is settled with the others so that it is not written each time. */
    private static final int MAX_KEPT_BYTES = 400;

    boolean isEmpty() {
        return segments.isEmpty() && totals.isEmpty() && corrections.isEmpty() && runs.isEmpty();
    }

    /** This and then what the update changes. */
    Changes with(DeviceUpdate update) {
        NavigableMap<Long, Optional<Segment>> newSegments = new TreeMap<>(segments);
        update.removedSegments().forEach(start -> newSegments.put(start, Optional.empty()));
        update.segments().forEach(segment -> newSegments.put(segment.startMillis(), Optional.of(segment)));
        NavigableMap<LocalDate, Optional<DayTotals>> newTotals = new TreeMap<>(totals);
        update.removedTotals().forEach(date -> newTotals.put(date, Optional.empty()));
        update.totals().forEach(day -> newTotals.put(day.date(), Optional.of(day)));
        NavigableMap<CorrectionId, Optional<Correction>> newCorrections = new TreeMap<>(corrections);
        update.removedCorrections().forEach(undone -> newCorrections.put(undone, Optional.empty()));
        update.corrections().forEach(made -> newCorrections.put(made.id(), Optional.of(made)));
        return new Changes(newSegments, newTotals, newCorrections, runs);
    }

    Changes with(NavigableMap<Long, List<Run>> more) {
        NavigableMap<Long, List<Run>> newRuns = new TreeMap<>(runs);
        more.forEach((day, some) -> newRuns.merge(day, some, Run::union));
        return new Changes(segments, totals, corrections, newRuns);
    }

    /** This and then what the others say, without what they say is no more. */
    Changes settledWith(Changes others) {
        NavigableMap<Long, Optional<Segment>> newSegments = new TreeMap<>(segments);
        newSegments.putAll(others.segments);
        newSegments.values().removeIf(Optional::isEmpty);
        NavigableMap<LocalDate, Optional<DayTotals>> newTotals = new TreeMap<>(totals);
        newTotals.putAll(others.totals);
        newTotals.values().removeIf(Optional::isEmpty);
        NavigableMap<CorrectionId, Optional<Correction>> newCorrections = new TreeMap<>(corrections);
        newCorrections.putAll(others.corrections);
        newCorrections.values().removeIf(Optional::isEmpty);
        return new Changes(newSegments, newTotals, newCorrections, runs).with(others.runs);
    }

    /** The newest segment and day, which the next update is likely to change again; the rest is to be settled. */
    Changes kept() {
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
        return new Changes(last, lastDay, new TreeMap<>(), new TreeMap<>());
    }

    /** What is here and not in {@code kept}. */
    Changes without(Changes kept) {
        NavigableMap<Long, Optional<Segment>> otherSegments = new TreeMap<>(segments);
        otherSegments.keySet().removeAll(kept.segments.keySet());
        NavigableMap<LocalDate, Optional<DayTotals>> otherTotals = new TreeMap<>(totals);
        otherTotals.keySet().removeAll(kept.totals.keySet());
        return new Changes(otherSegments, otherTotals, corrections, runs);
    }

    /** The days whose items hold these: of the start of a segment or correction, of the totals' date, of the runs. */
    NavigableSet<Long> days() {
        NavigableSet<Long> days = new TreeSet<>(runs.keySet());
        segments.keySet().forEach(start -> days.add(TableDesign.day(start)));
        totals.keySet().forEach(date -> days.add(date.toEpochDay()));
        corrections.keySet().forEach(id -> days.add(TableDesign.day(id.fromMillis())));
        return days;
    }

    Changes ofDay(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return new Changes(
                segments.subMap(day * TableDesign.DAY_MILLIS, true, (day + 1) * TableDesign.DAY_MILLIS, false),
                totals.subMap(date, true, date, true),
                corrections.subMap(
                        new CorrectionId(day * TableDesign.DAY_MILLIS, 0),
                        true,
                        new CorrectionId((day + 1) * TableDesign.DAY_MILLIS, 0),
                        false),
                runs.subMap(day, true, day, true));
    }

    /** Whether something here tells of an instant in the span. */
    boolean tellsOf(ErasedSpan span) {
        return segments.entrySet().stream()
                        .anyMatch(segment -> segment.getKey() < span.toMillis()
                                && segment.getValue().map(Segment::endMillis).orElse(segment.getKey())
                                        >= span.fromMillis())
                || totals.keySet().stream()
                        .anyMatch(date -> date.toEpochDay() >= TableDesign.day(span.fromMillis()) - 1
                                && date.toEpochDay() <= TableDesign.day(span.toMillis()) + 1)
                || corrections.entrySet().stream()
                        .anyMatch(correction -> correction
                                .getValue()
                                .map(it -> it.overlaps(span.fromMillis(), span.toMillis()))
                                .orElse(span.contains(correction.getKey().fromMillis())))
                || runs.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(run -> run.overlaps(span.fromMillis(), span.toMillis()));
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
            out.writeUInt32NoTag(VERSION);
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
            out.writeUInt32NoTag(corrections.size());
            for (Map.Entry<CorrectionId, Optional<Correction>> correction : corrections.entrySet()) {
                out.writeSInt64NoTag(correction.getKey().fromMillis());
                out.writeSInt64NoTag(correction.getKey().sequence());
                out.writeByteArrayNoTag(
                        correction.getValue().map(CorrectionCodec::encode).orElse(new byte[0]));
            }
            out.writeUInt32NoTag(runs.size());
            for (Map.Entry<Long, List<Run>> day : runs.entrySet()) {
                writeRuns(out, day.getKey(), day.getValue());
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    static Changes decode(String deviceId, ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int version = in.readUInt32();
            if (version != VERSION && version != WITHOUT_CORRECTIONS) {
                throw new MalformedRecordException("changes of unknown version " + version);
            }
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
            NavigableMap<CorrectionId, Optional<Correction>> corrections = new TreeMap<>();
            for (int left = version == WITHOUT_CORRECTIONS ? 0 : in.readUInt32(); left > 0; left--) {
                CorrectionId id = new CorrectionId(in.readSInt64(), in.readSInt64());
                byte[] correction = in.readByteArray();
                corrections.put(
                        id,
                        correction.length == 0
                                ? Optional.empty()
                                : Optional.of(CorrectionCodec.decode(ByteBuffer.wrap(correction))));
            }
            NavigableMap<Long, List<Run>> runs = new TreeMap<>();
            for (int left = in.readUInt32(); left > 0; left--) {
                long day = in.readSInt64();
                runs.put(day, readRuns(in, day));
            }
            return new Changes(segments, totals, corrections, runs);
        } catch (IOException garbled) {
            throw new MalformedRecordException("changes are cut short or garbled", garbled);
        }
    }

    /** Times to the millisecond, as what they are after the day begins and after the first. */
    private static void writeRuns(CodedOutputStream out, long day, List<Run> runs) throws IOException {
        out.writeSInt64NoTag(day);
        out.writeUInt32NoTag(runs.size());
        long number = 0;
        for (Run run : runs) {
            out.writeUInt64NoTag(run.from() - number);
            out.writeUInt64NoTag(run.to() - run.from());
            out.writeUInt64NoTag(run.firstMillis() - day * TableDesign.DAY_MILLIS);
            out.writeUInt64NoTag(run.lastMillis() - run.firstMillis());
            number = run.from();
        }
    }

    private static List<Run> readRuns(CodedInputStream in, long day) throws IOException {
        List<Run> runs = new ArrayList<>();
        long number = 0;
        for (int left = in.readUInt32(); left > 0; left--) {
            long from = number + in.readUInt64();
            long to = from + in.readUInt64();
            long first = day * TableDesign.DAY_MILLIS + in.readUInt64();
            runs.add(new Run(from, to, first, first + in.readUInt64()));
            number = from;
        }
        return runs;
    }
}
