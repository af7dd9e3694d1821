package dev.rumbo.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import dev.rumbo.trips.Edits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A correction as the bytes that the stores keep. Equal corrections have equal bytes.
 *
 * <p>Version 1: the version, sequence, creation, kind, start, length; of a description also whether there is a name, the
 * name, whether there is a purpose, the purpose; of a border its import.
 */
public final class CorrectionCodec {

    private static final int VERSION = 1;
    private static final int MERGE = 1;
    private static final int SPLIT = 2;
    private static final int DELETE = 3;
    private static final int DESCRIBE = 4;
    private static final int BORDER = 5;

    private CorrectionCodec() {}

    public static byte[] encode(Correction correction) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
            out.writeUInt32NoTag(VERSION);
            out.writeSInt64NoTag(correction.sequence());
            out.writeSInt64NoTag(correction.createdMillis());
            out.writeUInt32NoTag(kind(correction.change()));
            out.writeSInt64NoTag(correction.fromMillis());
            out.writeSInt64NoTag(correction.toMillis() - correction.fromMillis());
            if (correction.change() instanceof Describe describe) {
                out.writeBoolNoTag(describe.name().isPresent());
                out.writeStringNoTag(describe.name().orElse(""));
                out.writeBoolNoTag(describe.purpose().isPresent());
                out.writeUInt32NoTag(
                        SegmentCodec.PURPOSES.indexOf(describe.purpose().orElse(Edits.Purpose.NONE)));
            }
            if (correction.change() instanceof Border border) {
                out.writeStringNoTag(border.importId());
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** @throws MalformedRecordException where the bytes are not a whole correction of a known version */
    public static Correction decode(ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int version = in.readUInt32();
            if (version != VERSION) {
                throw new MalformedRecordException("a correction of unknown version " + version);
            }
            long sequence = in.readSInt64();
            long created = in.readSInt64();
            int kind = in.readUInt32();
            long from = in.readSInt64();
            long to = from + in.readSInt64();
            return new Correction(sequence, created, change(kind, from, to, in));
        } catch (IOException | IllegalArgumentException malformed) {
            throw new MalformedRecordException("the correction is cut short or garbled", malformed);
        }
    }

    private static Change change(int kind, long from, long to, CodedInputStream in) throws IOException {
        return switch (kind) {
            case MERGE -> new Merge(from, to);
            case SPLIT -> new Split(from);
            case DELETE -> new Delete(from, to);
            case DESCRIBE -> {
                boolean named = in.readBool();
                String name = in.readStringRequireUtf8();
                boolean marked = in.readBool();
                Edits.Purpose purpose = SegmentCodec.constant(SegmentCodec.PURPOSES, in.readUInt32());
                yield new Describe(
                        from,
                        to,
                        named ? Optional.of(name) : Optional.empty(),
                        marked ? Optional.of(purpose) : Optional.empty());
            }
            case BORDER -> new Border(from, to, in.readStringRequireUtf8());
            default -> throw new MalformedRecordException("a correction of unknown kind " + kind);
        };
    }

    private static int kind(Change change) {
        if (change instanceof Merge) {
            return MERGE;
        }
        if (change instanceof Split) {
            return SPLIT;
        }
        if (change instanceof Delete) {
            return DELETE;
        }
        return change instanceof Describe ? DESCRIBE : BORDER;
    }
}
