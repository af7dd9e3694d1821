package dev.rumbo.store.dynamodb;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.trips.DayTotals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;

/** The totals of a day as bytes; version 1: the version, then the components but the date. */
final class TotalsItem {

    private static final int VERSION = 1;

    private TotalsItem() {}

    static byte[] encode(DayTotals totals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
            out.writeUInt32NoTag(VERSION);
            out.writeUInt64NoTag(totals.distanceMillimeters());
            out.writeUInt64NoTag(totals.unknownMillimeters());
            out.writeUInt32NoTag(totals.drivingSeconds());
            out.writeUInt32NoTag(totals.idleSeconds());
            out.writeUInt32NoTag(totals.unknownSeconds());
            out.writeUInt32NoTag(totals.tripCount());
            out.writeUInt32NoTag(totals.maxSpeedCentimetersPerSecond());
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    static DayTotals decode(LocalDate date, ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int version = in.readUInt32();
            if (version != VERSION) {
                throw new MalformedRecordException("totals of unknown version " + version);
            }
            return new DayTotals(
                    date,
                    in.readUInt64(),
                    in.readUInt64(),
                    in.readUInt32(),
                    in.readUInt32(),
                    in.readUInt32(),
                    in.readUInt32(),
                    in.readUInt32());
        } catch (IOException garbled) {
            throw new MalformedRecordException("totals are cut short or garbled", garbled);
        }
    }
}
