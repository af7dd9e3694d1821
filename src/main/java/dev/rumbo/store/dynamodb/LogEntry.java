package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.dynamodb.Dynamo.b;
import static dev.rumbo.store.dynamodb.Dynamo.n;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.Packed;
import dev.rumbo.codec.PositionsCodec;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An entry of a device's log as an item. A whole entry has {@code h}, the device's version, that of its rules, the mark
 * of a rebuild, where it was ever corrected, first and last position and the entry's own positions; {@code o}, the changes; and {@code c}, how many entries right before it hold the beginning of the
 * changes, where they are large; and {@code z}, the zone of its totals. An entry without {@code h} holds {@code p}, positions,
 * {@code r}, positions of earlier entries that are no more, or a part {@code o} of the next whole one. An entry with {@code x}
 * tells that all before it was erased. All bytes are {@link Packed}, the changes before
 * they are parted.
 */
final class LogEntry {

    /** As 2, with a frontier and whether the device lost all its positions: what does not know frontiers must not read on. */
    private static final int BEHIND_FRONTIER = 4;

    /** As 2, of a device that lost all its positions; what does not know removals must not read on. */
    private static final int EMPTIED = 3;

    private static final int VERSION = 2;
    private static final int WITHOUT_CORRECTED = 1;

    private LogEntry() {}

    /** What stands in {@code h}. */
    private record Described(DeviceHead head, ByteBuffer positions) {}

    static Map<String, AttributeValue> whole(
            DeviceHead head, long number, Track positions, byte[] changes, int partsBefore) {
        Map<String, AttributeValue> item = item(head.device(), number);
        item.put("h", b(Packed.pack(describe(head, positions))));
        item.put("o", b(changes));
        // Beside the bytes, so that the version before reads the entry too.
        head.zone().ifPresent(zone -> item.put("z", AttributeValue.fromS(zone.getId())));
        if (partsBefore > 0) {
            item.put("c", n(partsBefore));
        }
        return item;
    }

    static Map<String, AttributeValue> positions(DeviceKey device, long number, Track positions) {
        Map<String, AttributeValue> item = item(device, number);
        item.put("p", b(Packed.pack(PositionsCodec.encode(positions))));
        return item;
    }

    static Map<String, AttributeValue> removed(DeviceKey device, long number, Track positions) {
        Map<String, AttributeValue> item = item(device, number);
        item.put("r", b(Packed.pack(PositionsCodec.encode(positions))));
        return item;
    }

    static Map<String, AttributeValue> part(DeviceKey device, long number, byte[] changes) {
        Map<String, AttributeValue> item = item(device, number);
        item.put("o", b(changes));
        return item;
    }

    static Map<String, AttributeValue> erased(DeviceKey device, long number, long expiresEpochSecond) {
        Map<String, AttributeValue> item = item(device, number);
        item.put("x", AttributeValue.fromBool(true));
        item.put("expires", n(expiresEpochSecond));
        return item;
    }

    static boolean isWhole(Map<String, AttributeValue> item) {
        return item.containsKey("h");
    }

    static boolean isErased(Map<String, AttributeValue> item) {
        return item.containsKey("x");
    }

    static int partsBefore(Map<String, AttributeValue> item) {
        return item.containsKey("c") ? Math.toIntExact(n(item, "c")) : 0;
    }

    static DeviceHead head(DeviceKey device, Map<String, AttributeValue> item) {
        return described(device, item).head;
    }

    /** What the entry itself says about positions; empty where that is nothing. */
    static Optional<Held> positions(DeviceKey device, Map<String, AttributeValue> item) {
        if (item.containsKey("r")) {
            return Optional.of(new Held(Packed.unpack(b(item, "r")), true));
        }
        if (item.containsKey("p")) {
            return Optional.of(new Held(Packed.unpack(b(item, "p")), false));
        }
        return item.containsKey("h")
                ? Optional.of(described(device, item).positions)
                        .filter(ByteBuffer::hasRemaining)
                        .map(positions -> new Held(positions, false))
                : Optional.empty();
    }

    /** An entry that is not the newest whole one any more, with nothing but what is left of its positions. */
    static Map<String, AttributeValue> rest(Map<String, AttributeValue> item, Track left) {
        Map<String, AttributeValue> rest = Dynamo.item(Dynamo.s(item, "pk"), Dynamo.s(item, "sk"));
        rest.put(item.containsKey("r") ? "r" : "p", b(Packed.pack(PositionsCodec.encode(left))));
        return rest;
    }

    /** What DynamoDB counts: names and values. Numbers are rare and short. */
    static int sizeBytes(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            AttributeValue value = attribute.getValue();
            bytes += attribute.getKey().length();
            bytes += value.s() != null
                    ? value.s().length()
                    : value.b() != null ? value.b().asByteArrayUnsafe().length : 8;
        }
        return bytes;
    }

    private static Map<String, AttributeValue> item(DeviceKey device, long number) {
        return Dynamo.item(TableDesign.track(device), TableDesign.entry(number));
    }

    private static byte[] describe(DeviceHead head, Track positions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
            out.writeUInt32NoTag(head.frontier().isPresent() ? BEHIND_FRONTIER : head.emptied() ? EMPTIED : VERSION);
            if (head.frontier().isPresent()) {
                out.writeBoolNoTag(head.emptied());
                out.writeUInt64NoTag(head.frontier().get().positionsFromMillis());
                out.writeUInt64NoTag(head.frontier().get().segmentsFromMillis());
                out.writeBoolNoTag(head.frontier().get().settled());
            }
            out.writeUInt64NoTag(head.version());
            out.writeUInt32NoTag(head.rulesVersion());
            out.writeStringNoTag(head.rebuild().map(RebuildMark::encode).orElse(""));
            out.writeUInt64NoTag(head.corrected().lastSequence());
            if (head.corrected().lastSequence() > 0) {
                out.writeUInt64NoTag(head.corrected().fromMillis());
                out.writeUInt64NoTag(
                        head.corrected().toMillis() - head.corrected().fromMillis());
            }
            out.writeByteArrayNoTag(encode(head.first()));
            boolean endsWithLast =
                    !positions.isEmpty() && positions.get(positions.size() - 1).equals(head.last());
            out.writeByteArrayNoTag(endsWithLast ? new byte[0] : encode(head.last()));
            if (!positions.isEmpty()) {
                out.writeRawBytes(PositionsCodec.encode(positions));
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static Described described(DeviceKey device, Map<String, AttributeValue> item) {
        ByteBuffer bytes = Packed.unpack(b(item, "h"));
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int format = in.readUInt32();
            if (format > BEHIND_FRONTIER || format < WITHOUT_CORRECTED) {
                throw new MalformedRecordException("an entry of unknown version " + format);
            }
            boolean emptied = format == BEHIND_FRONTIER ? in.readBool() : format == EMPTIED;
            Optional<Frontier> frontier = format == BEHIND_FRONTIER
                    ? Optional.of(new Frontier(in.readUInt64(), in.readUInt64(), in.readBool()))
                    : Optional.empty();
            long version = in.readUInt64();
            int rules = in.readUInt32();
            String mark = in.readString();
            CorrectedSpan corrected = format == WITHOUT_CORRECTED ? CorrectedSpan.NONE : corrected(in);
            Position first = position(in.readByteArray());
            byte[] last = in.readByteArray();
            ByteBuffer positions = bytes.duplicate();
            positions.position(bytes.position() + in.getTotalBytesRead());
            positions = positions.slice();
            return new Described(
                    new DeviceHead(
                            device,
                            version,
                            first,
                            last.length == 0 ? last(positions) : position(last),
                            rules,
                            mark.isEmpty() ? Optional.empty() : Optional.of(RebuildMark.decode(mark)),
                            corrected,
                            emptied,
                            Optional.ofNullable(item.get("z")).map(zone -> ZoneId.of(zone.s())),
                            frontier),
                    positions);
        } catch (IOException garbled) {
            throw new MalformedRecordException("an entry is cut short or garbled", garbled);
        }
    }

    private static CorrectedSpan corrected(CodedInputStream in) throws IOException {
        long sequence = in.readUInt64();
        if (sequence == 0) {
            return CorrectedSpan.NONE;
        }
        long from = in.readUInt64();
        return new CorrectedSpan(sequence, from, from + in.readUInt64());
    }

    private static byte[] encode(Position position) {
        return PositionsCodec.encode(Track.of(List.of(position)));
    }

    private static Position position(byte[] bytes) {
        return PositionsCodec.decode(ByteBuffer.wrap(bytes)).get(0);
    }

    private static Position last(ByteBuffer positions) {
        Track track = PositionsCodec.decode(positions);
        return track.get(track.size() - 1);
    }
}
