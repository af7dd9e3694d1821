package dev.rumbo.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * A track as bytes: exact, and small for a phone that reports while driving ({@code PositionsCodecTest} holds the size).
 *
 * <p>Version 1: the version, the number of positions, then one column after the other as zigzag varints. Times and
 * coordinates are written as the change of the change, which is what acceleration leaves of steady driving; the others as
 * the change. A column that may be absent starts with how much of it is there.
 */
public final class PositionsCodec {

    private static final int VERSION = 1;

    /** No request or chunk holds more; a count above it is garbage, not a reason to allocate. */
    private static final int MAX_POSITIONS = 1 << 20;

    private static final int NONE_PRESENT = 0;
    private static final int ALL_PRESENT = 1;
    private static final int SOME_PRESENT = 2;

    private PositionsCodec() {}

    public static byte[] encode(Track track) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 + track.size() * 14);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
            write(out, track);
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException where the bytes are not a whole track of a known version */
    public static Track decode(ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            Track track = read(in);
            if (!in.isAtEnd()) {
                throw new MalformedRecordException("bytes are left after the last position");
            }
            return track;
        } catch (IOException | IllegalArgumentException malformed) {
            throw new MalformedRecordException("positions are cut short or garbled", malformed);
        }
    }

    static void write(CodedOutputStream out, Track track) throws IOException {
        int size = track.size();
        out.writeUInt32NoTag(VERSION);
        out.writeUInt32NoTag(size);
        ChangeOfChange column = new ChangeOfChange();
        for (int i = 0; i < size; i++) {
            out.writeSInt64NoTag(column.encode(track.timeMillis(i)));
        }
        column = new ChangeOfChange();
        for (int i = 0; i < size; i++) {
            out.writeSInt64NoTag(column.encode(track.latitudeE7(i)));
        }
        column = new ChangeOfChange();
        for (int i = 0; i < size; i++) {
            out.writeSInt64NoTag(column.encode(track.longitudeE7(i)));
        }
        writeOptional(out, size, track::speedCentimetersPerSecond);
        writeOptional(out, size, track::courseDecidegrees);
        writeOptional(out, size, track::altitudeDecimeters);
        writeOptional(out, size, track::accuracyDecimeters);
    }

    static Track read(CodedInputStream in) throws IOException {
        int version = in.readUInt32();
        if (version != VERSION) {
            throw new MalformedRecordException("positions of unknown version " + version);
        }
        int size = in.readUInt32();
        if (size < 0 || size > MAX_POSITIONS) {
            throw new MalformedRecordException("an impossible number of positions: " + Integer.toUnsignedString(size));
        }
        long[] times = readChangesOfChanges(in, size);
        int[] latitudes = toInts(readChangesOfChanges(in, size));
        int[] longitudes = toInts(readChangesOfChanges(in, size));
        int[] speeds = readOptional(in, size);
        int[] courses = readOptional(in, size);
        int[] altitudes = readOptional(in, size);
        int[] accuracies = readOptional(in, size);
        return Track.ofColumns(times, latitudes, longitudes, speeds, courses, altitudes, accuracies);
    }

    private static int[] toInts(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != (int) values[i]) {
                throw new MalformedRecordException("a coordinate that is nowhere on earth: " + values[i]);
            }
            ints[i] = (int) values[i];
        }
        return ints;
    }

    private static long[] readChangesOfChanges(CodedInputStream in, int size) throws IOException {
        long[] values = new long[size];
        ChangeOfChange column = new ChangeOfChange();
        for (int i = 0; i < size; i++) {
            values[i] = column.decode(in.readSInt64());
        }
        return values;
    }

    private static void writeOptional(CodedOutputStream out, int size, Column column) throws IOException {
        int present = 0;
        for (int i = 0; i < size; i++) {
            present += column.at(i) == Position.ABSENT ? 0 : 1;
        }
        out.writeRawByte(present == 0 ? NONE_PRESENT : present == size ? ALL_PRESENT : SOME_PRESENT);
        if (present > 0 && present < size) {
            byte[] bits = new byte[(size + 7) / 8];
            for (int i = 0; i < size; i++) {
                if (column.at(i) != Position.ABSENT) {
                    bits[i / 8] |= (byte) (1 << (i % 8));
                }
            }
            out.writeRawBytes(bits);
        }
        int before = 0;
        for (int i = 0; i < size; i++) {
            int value = column.at(i);
            if (value != Position.ABSENT) {
                out.writeSInt32NoTag(value - before);
                before = value;
            }
        }
    }

    private static int[] readOptional(CodedInputStream in, int size) throws IOException {
        int presence = in.readRawByte();
        if (presence < NONE_PRESENT || presence > SOME_PRESENT) {
            throw new MalformedRecordException("a column that starts with " + presence);
        }
        byte[] bits = presence == SOME_PRESENT ? in.readRawBytes((size + 7) / 8) : new byte[0];
        int[] values = new int[size];
        int before = 0;
        for (int i = 0; i < size; i++) {
            boolean present =
                    presence == ALL_PRESENT || (presence == SOME_PRESENT && ((bits[i / 8] >> (i % 8)) & 1) == 1);
            if (present) {
                before += in.readSInt32();
            }
            values[i] = present ? before : Position.ABSENT;
        }
        return values;
    }

    private interface Column {
        int at(int index);
    }

    private static final class ChangeOfChange {
        private long before;
        private long change;

        long encode(long value) {
            long newChange = value - before;
            long result = newChange - change;
            before = value;
            change = newChange;
            return result;
        }

        long decode(long encoded) {
            change += encoded;
            before += change;
            return before;
        }
    }
}
