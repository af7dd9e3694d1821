package dev.rumbo.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A post as the record that every engine puts into its stream.
 *
 * <p>Version 1: the version, then fleet, user and device, then the positions. An id that is canonical base64url, as Rumbo
 * makes them, takes its raw bytes. Version 2 has the id of an import before the positions; version 3 borders after them as well,
 * each as what it begins after the one before, and its length. Version 0 is no post: what follows was damaged on the way.
 *
 * <p>Of a post that is traced, few in a hundred, the version has one more bit, and the ids of trace and span come after it.
 */
public final class PostCodec {

    private static final int DAMAGED = 0;
    private static final int VERSION = 1;
    private static final int IMPORTED = 2;
    private static final int WITH_BORDERS = 3;
    private static final int TRACED = 16;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final int MAX_ID_BYTES = 127;

    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

    private PostCodec() {}

    public static byte[] encode(PositionPost post) {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(64 + post.positions().size() * 14);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
            out.writeUInt32NoTag(post.trace().isPresent() ? TRACED | version(post) : version(post));
            if (post.trace().isPresent()) {
                writeTrace(out, post.trace().get());
            }
            writeId(out, post.device().fleetId());
            writeId(out, post.device().userId());
            writeId(out, post.device().deviceId());
            if (post.importId().isPresent()) {
                writeId(out, post.importId().get());
            }
            PositionsCodec.write(out, post.positions());
            if (!post.borders().isEmpty()) {
                writeBorders(out, post.borders());
            }
            out.flush();
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    /** Marks the bytes of a record that are not those that were written, so that they are never read as positions. */
    public static byte[] damaged(byte[] bytes) {
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = DAMAGED;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    /** @throws MalformedRecordException where the bytes are not a whole post of a known version */
    public static PositionPost decode(ByteBuffer bytes) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.duplicate());
            int written = in.readUInt32();
            int version = written & ~TRACED;
            if (written == DAMAGED) {
                throw new MalformedRecordException("the record was damaged on the disk: its checksum does not match");
            }
            if (version != VERSION && version != IMPORTED && version != WITH_BORDERS) {
                throw new MalformedRecordException("a record of unknown version " + written);
            }
            Optional<TraceParent> trace = written == version ? Optional.empty() : Optional.of(readTrace(in));
            DeviceKey device = new DeviceKey(readId(in), readId(in), readId(in));
            Optional<String> importId = version == VERSION ? Optional.empty() : Optional.of(readId(in));
            Track positions = PositionsCodec.read(in);
            List<Border> borders = version == WITH_BORDERS ? readBorders(in, importId.orElseThrow()) : List.of();
            PositionPost post = new PositionPost(device, positions, importId, borders, trace);
            if (!in.isAtEnd()) {
                throw new MalformedRecordException("bytes are left after the last position");
            }
            return post;
        } catch (IOException | IllegalArgumentException | ArithmeticException malformed) {
            throw new MalformedRecordException("the record is cut short or garbled", malformed);
        }
    }

    /** The trace of a record's post, without reading its positions; empty, too, where it cannot be read. */
    public static Optional<TraceParent> traceOf(ByteBuffer bytes) {
        ByteBuffer data = bytes.duplicate();
        if (data.remaining() <= TRACE_ID_BYTES + SPAN_ID_BYTES || !isTraced(data.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(readTrace(CodedInputStream.newInstance(data)));
        } catch (IOException cutShort) {
            return Optional.empty();
        }
    }

    private static boolean isTraced(int version) {
        return version > TRACED && version <= (TRACED | WITH_BORDERS);
    }

    private static void writeTrace(CodedOutputStream out, TraceParent trace) throws IOException {
        out.writeRawBytes(HexFormat.of().parseHex(trace.traceId()));
        out.writeRawBytes(HexFormat.of().parseHex(trace.spanId()));
    }

    private static TraceParent readTrace(CodedInputStream in) throws IOException {
        return new TraceParent(
                HexFormat.of().formatHex(in.readRawBytes(TRACE_ID_BYTES)),
                HexFormat.of().formatHex(in.readRawBytes(SPAN_ID_BYTES)));
    }

    private static int version(PositionPost post) {
        if (!post.borders().isEmpty()) {
            return WITH_BORDERS;
        }
        return post.importId().isPresent() ? IMPORTED : VERSION;
    }

    private static void writeBorders(CodedOutputStream out, List<Border> borders) throws IOException {
        out.writeUInt32NoTag(borders.size());
        long before = 0;
        for (Border border : borders) {
            out.writeSInt64NoTag(border.fromMillis() - before);
            out.writeUInt64NoTag(border.toMillis() - border.fromMillis());
            before = border.fromMillis();
        }
    }

    private static List<Border> readBorders(CodedInputStream in, String importId) throws IOException {
        List<Border> borders = new ArrayList<>();
        long from = 0;
        for (int left = in.readUInt32(); left > 0; left--) {
            from = Math.addExact(from, in.readSInt64());
            borders.add(new Border(from, Math.addExact(from, in.readUInt64()), importId));
        }
        return borders;
    }

    /** The length, shifted by one, with the lowest bit telling whether base64url was undone; then the bytes. */
    private static void writeId(CodedOutputStream out, String id) throws IOException {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        byte[] packed = pack(id, text);
        byte[] bytes = packed == null ? text : packed;
        if (bytes.length > MAX_ID_BYTES) {
            throw new IllegalArgumentException("an id of more than " + MAX_ID_BYTES + " bytes");
        }
        out.writeUInt32NoTag(bytes.length << 1 | (packed == null ? 0 : 1));
        out.writeRawBytes(bytes);
    }

    private static byte @Nullable [] pack(String id, byte[] text) {
        if (!BASE64URL.matcher(id).matches()) {
            return null;
        }
        if (text.length % 4 == 1) {
            return null;
        }
        byte[] packed = Base64.getUrlDecoder().decode(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed).equals(id) ? packed : null;
    }

    private static String readId(CodedInputStream in) throws IOException {
        int header = in.readUInt32();
        int length = header >>> 1;
        if (length > MAX_ID_BYTES) {
            throw new MalformedRecordException("an id of " + length + " bytes");
        }
        byte[] bytes = in.readRawBytes(length);
        return (header & 1) == 1
                ? Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                : new String(bytes, StandardCharsets.UTF_8);
    }
}
