package dev.rumbo.ingest;

import dev.rumbo.api.Problem;
import dev.rumbo.api.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, decompressed, up to a limit on what comes out: a bomb is never unpacked. */
final class PostBody {

    static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int FIRST_STEP = 16 * 1024;
    private static final int STEP_GROWTH = 4;

    private PostBody() {}

    /** @param grow is told how many bytes are about to be unpacked, and throws where there is no room for them */
    static byte[] read(InputStream body, @Nullable String contentEncoding, IntConsumer grow) throws IOException {
        InputStream unpacked = unpack(body, contentEncoding);
        byte[] bytes = unpacked == body ? body.readNBytes(MAX_BYTES + 1) : stepwise(unpacked, grow);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        return bytes;
    }

    /** Whether a body is what it says, so that reading it takes no longer than its length tells. */
    static boolean isPlain(@Nullable String contentEncoding) {
        return contentEncoding == null
                || contentEncoding.isBlank()
                || contentEncoding.strip().equalsIgnoreCase("identity");
    }

    static ProblemException tooLarge() {
        return new ProblemException(Problem.of(413, "The body is larger than 4 MiB; send it in parts."));
    }

    private static byte[] stepwise(InputStream unpacked, IntConsumer grow) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int upTo = FIRST_STEP; ; upTo = Math.min(STEP_GROWTH * upTo, MAX_BYTES + 1)) {
            grow.accept(upTo);
            bytes.writeBytes(unpacked.readNBytes(upTo - bytes.size()));
            if (bytes.size() < upTo || upTo > MAX_BYTES) {
                return bytes.toByteArray();
            }
        }
    }

    private static InputStream unpack(InputStream body, @Nullable String contentEncoding) throws IOException {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body);
            default -> throw new ProblemException(Problem.of(415, "The content encoding must be gzip or none."));
        };
    }
}
