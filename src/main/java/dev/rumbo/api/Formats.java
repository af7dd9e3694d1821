package dev.rumbo.api;

import dev.rumbo.reading.Positions;
import dev.rumbo.trips.Corrections;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The media types in which routes leave, and who writes which. */
final class Formats {

    static final String GEO_JSON = "application/geo+json";
    static final String GPX = "application/gpx+xml";
    static final String CSV = "text/csv";

    private Formats() {}

    /** Writes runs of positions as they come; {@link #close} completes the document but leaves the stream open. */
    interface Writer extends Positions.Sink, AutoCloseable {

        @Override
        void close();
    }

    /** The media type that the caller likes best, the first where it does not care. */
    static String choose(Request request, String... offered) {
        List<Variant> variants = Arrays.stream(offered)
                .map(type -> new Variant(MediaType.valueOf(type), (String) null, null))
                .toList();
        @Nullable Variant best = request.selectVariant(variants);
        return best == null ? offered[0] : best.getMediaType().toString();
    }

    /** Of a format that does not tell where recording broke off. */
    static Response export(String format, Consumer<Writer> content) {
        return export(format, Corrections.NONE, content);
    }

    /**
     * Answers with what {@code content} hands to the writer, while it does.
     *
     * @param borders where recording broke off
     */
    static Response export(String format, Corrections borders, Consumer<Writer> content) {
        StreamingOutput body = stream -> {
            try (Writer writer = writer(format, borders, stream)) {
                content.accept(writer);
            }
        };
        return Response.ok(body, MediaType.valueOf(format).withCharset("UTF-8"))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static Writer writer(String format, Corrections borders, OutputStream stream) throws IOException {
        return switch (format) {
            case GEO_JSON -> new GeoJsonWriter(stream);
            case GPX -> new GpxWriter(stream, borders);
            case CSV -> new CsvWriter(stream);
            default -> throw new IllegalArgumentException(format);
        };
    }
}
