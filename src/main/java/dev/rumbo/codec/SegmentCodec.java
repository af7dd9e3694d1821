package dev.rumbo.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Trip;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A trip or gap as the bytes that the stores keep. Equal segments have equal bytes.
 *
 * <p>Version 2: the version, what it is, and its components in their order; times after the first as differences. A trip of
 * version 1 ends before what its owner made of it.
 */
public final class SegmentCodec {

    private static final int VERSION = 2;
    private static final int WITHOUT_EDITS = 1;
    private static final int TRIP = 1;
    private static final int GAP = 2;
    private static final int MAX_SLICES = 1 << 20;
    private static final long QUARTER_MILLIS = 900_000;

    /** A constant is stored as its index here: new ones go to the end, none is ever moved or taken out. */
    private static final List<Reason.Rule> RULES = List.of(
            Reason.Rule.DATA_EDGE,
            Reason.Rule.DWELL,
            Reason.Rule.SILENCE,
            Reason.Rule.UNKNOWN_PATH,
            Reason.Rule.ON_FOOT,
            Reason.Rule.USER);

    private static final List<Trip.DistanceSource> DISTANCE_SOURCES =
            List.of(Trip.DistanceSource.SPEED, Trip.DistanceSource.PATH);

    static final List<Edits.Purpose> PURPOSES =
            List.of(Edits.Purpose.NONE, Edits.Purpose.BUSINESS, Edits.Purpose.PRIVATE);

    private SegmentCodec() {}

    public static byte[] encode(Segment segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
            out.writeUInt32NoTag(VERSION);
            if (segment instanceof Trip trip) {
                out.writeUInt32NoTag(TRIP);
                writeEnds(out, trip);
                writeTrip(out, trip);
                writeEdits(out, trip.edits());
            } else if (segment instanceof Gap gap) {
                out.writeUInt32NoTag(GAP);
                writeEnds(out, gap);
                out.writeSInt64NoTag(gap.unknownMillimeters());
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException where the bytes are not a whole segment of a known version */
    public static Segment decode(String deviceId, ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int version = in.readUInt32();
            if (version != VERSION && version != WITHOUT_EDITS) {
                throw new MalformedRecordException("a segment of unknown version " + version);
            }
            int kind = in.readUInt32();
            if (kind != TRIP && kind != GAP) {
                throw new MalformedRecordException("a segment of unknown kind " + kind);
            }
            Ends ends = readEnds(in);
            if (kind == GAP) {
                return readGap(deviceId, ends, in);
            }
            Trip trip = readTrip(deviceId, ends, in);
            return version == WITHOUT_EDITS ? trip : trip.with(readEdits(in));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new MalformedRecordException("the segment is cut short or garbled", malformed);
        }
    }

    private record Ends(long start, long end, Coordinate from, Coordinate to, Reason startReason, Reason endReason) {}

    private static void writeEnds(CodedOutputStream out, Segment segment) throws IOException {
        out.writeSInt64NoTag(segment.startMillis());
        out.writeSInt64NoTag(segment.endMillis() - segment.startMillis());
        writeCoordinate(out, segment.from());
        writeCoordinate(out, segment.to());
        writeReason(out, segment.startReason(), segment.startMillis());
        writeReason(out, segment.endReason(), segment.endMillis());
    }

    private static Ends readEnds(CodedInputStream in) throws IOException {
        long start = in.readSInt64();
        long end = start + in.readSInt64();
        return new Ends(start, end, readCoordinate(in), readCoordinate(in), readReason(in, start), readReason(in, end));
    }

    private static void writeTrip(CodedOutputStream out, Trip trip) throws IOException {
        out.writeSInt64NoTag(trip.distanceMillimeters());
        out.writeSInt64NoTag(trip.unknownMillimeters());
        out.writeSInt32NoTag(trip.drivingSeconds());
        out.writeSInt32NoTag(trip.idleSeconds());
        out.writeSInt32NoTag(trip.unknownSeconds());
        out.writeSInt32NoTag(trip.maxSpeedCentimetersPerSecond());
        out.writeSInt32NoTag(trip.positionCount());
        out.writeBoolNoTag(trip.open());
        out.writeUInt32NoTag(DISTANCE_SOURCES.indexOf(trip.distanceSource()));
        out.writeUInt32NoTag(trip.slices().size());
        long quarter = 0;
        for (Trip.Slice slice : trip.slices()) {
            out.writeSInt64NoTag(slice.quarterStartMillis() / QUARTER_MILLIS - quarter);
            quarter = slice.quarterStartMillis() / QUARTER_MILLIS;
            out.writeSInt64NoTag(slice.distanceMillimeters());
            out.writeSInt64NoTag(slice.unknownMillimeters());
            out.writeSInt32NoTag(slice.drivingSeconds());
            out.writeSInt32NoTag(slice.idleSeconds());
            out.writeSInt32NoTag(slice.unknownSeconds());
            out.writeSInt32NoTag(slice.maxSpeedCentimetersPerSecond());
        }
    }

    private static Trip readTrip(String deviceId, Ends ends, CodedInputStream in) throws IOException {
        long distance = in.readSInt64();
        long unknown = in.readSInt64();
        int driving = in.readSInt32();
        int idle = in.readSInt32();
        int unknownSeconds = in.readSInt32();
        int maxSpeed = in.readSInt32();
        int positions = in.readSInt32();
        boolean open = in.readBool();
        Trip.DistanceSource source = constant(DISTANCE_SOURCES, in.readUInt32());
        int size = in.readUInt32();
        if (size < 0 || size > MAX_SLICES) {
            throw new MalformedRecordException("an impossible number of slices: " + Integer.toUnsignedString(size));
        }
        List<Trip.Slice> slices = new ArrayList<>(size);
        long quarter = 0;
        for (int i = 0; i < size; i++) {
            quarter += in.readSInt64();
            slices.add(new Trip.Slice(
                    quarter * QUARTER_MILLIS,
                    in.readSInt64(),
                    in.readSInt64(),
                    in.readSInt32(),
                    in.readSInt32(),
                    in.readSInt32(),
                    in.readSInt32()));
        }
        return new Trip(
                deviceId,
                ends.start,
                ends.end,
                ends.from,
                ends.to,
                distance,
                unknown,
                driving,
                idle,
                unknownSeconds,
                maxSpeed,
                positions,
                open,
                source,
                ends.startReason,
                ends.endReason,
                slices);
    }

    private static void writeEdits(CodedOutputStream out, Edits edits) throws IOException {
        out.writeStringNoTag(edits.name());
        out.writeUInt32NoTag(PURPOSES.indexOf(edits.purpose()));
        out.writeUInt32NoTag(edits.corrections().size());
        for (CorrectionId correction : edits.corrections()) {
            out.writeSInt64NoTag(correction.fromMillis());
            out.writeSInt64NoTag(correction.sequence());
        }
    }

    private static Edits readEdits(CodedInputStream in) throws IOException {
        String name = in.readStringRequireUtf8();
        Edits.Purpose purpose = constant(PURPOSES, in.readUInt32());
        int size = in.readUInt32();
        List<CorrectionId> corrections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            corrections.add(new CorrectionId(in.readSInt64(), in.readSInt64()));
        }
        return new Edits(name, purpose, corrections);
    }

    private static Gap readGap(String deviceId, Ends ends, CodedInputStream in) throws IOException {
        return new Gap(
                deviceId, ends.start, ends.end, ends.from, ends.to, in.readSInt64(), ends.startReason, ends.endReason);
    }

    private static void writeCoordinate(CodedOutputStream out, Coordinate coordinate) throws IOException {
        out.writeSInt32NoTag(coordinate.latitudeE7());
        out.writeSInt32NoTag(coordinate.longitudeE7());
    }

    private static Coordinate readCoordinate(CodedInputStream in) throws IOException {
        return new Coordinate(in.readSInt32(), in.readSInt32());
    }

    private static void writeReason(CodedOutputStream out, Reason reason, long nearMillis) throws IOException {
        out.writeUInt32NoTag(RULES.indexOf(reason.rule()));
        out.writeDoubleNoTag(reason.threshold());
        out.writeDoubleNoTag(reason.value());
        out.writeSInt64NoTag(reason.fromMillis() - nearMillis);
        out.writeSInt64NoTag(reason.toMillis() - nearMillis);
    }

    private static Reason readReason(CodedInputStream in, long nearMillis) throws IOException {
        return new Reason(
                constant(RULES, in.readUInt32()),
                in.readDouble(),
                in.readDouble(),
                nearMillis + in.readSInt64(),
                nearMillis + in.readSInt64());
    }

    static <T> T constant(List<T> constants, int index) {
        if (index < 0 || index >= constants.size()) {
            throw new MalformedRecordException("an unknown constant: " + index);
        }
        return constants.get(index);
    }
}
