package dev.rumbo.ingest;

import dev.rumbo.api.Problem;
import dev.rumbo.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, decompressed, up to a limit on what comes out: a bomb is never unpacked. */
final class PostBody {

    static final int MAX_BYTES = 4 * 1024 * 1024;

    private PostBody() {}

    static byte[] read(InputStream body, @Nullable String contentEncoding) throws IOException {
        byte[] bytes = unpack(body, contentEncoding).readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(Problem.of(413, "The body is larger than 4 MiB; send it in parts."));
        }
        return bytes;
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
