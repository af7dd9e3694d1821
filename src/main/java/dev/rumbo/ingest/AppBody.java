package dev.rumbo.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;

/**
 * The body of a phone app's request, decompressed where it is gzip, whatever its headers say.
 *
 * @param bytes empty where it is too large
 * @param tooLarge whether more than {@link PostBody#MAX_BYTES} came out
 */
record AppBody(@SuppressWarnings("ArrayRecordComponent") byte[] bytes, boolean tooLarge) {

    private static final byte[] NOTHING = {};

    /** @param grow is told how many bytes may be about to be unpacked, and throws where there is no room for them */
    static AppBody of(byte[] sent, IntConsumer grow) {
        byte[] bytes = sent;
        if (isGzip(sent)) {
            grow.accept(PostBody.MAX_BYTES);
            bytes = unpacked(sent);
        }
        return bytes.length > PostBody.MAX_BYTES ? new AppBody(NOTHING, true) : new AppBody(bytes, false);
    }

    private static boolean isGzip(byte[] sent) {
        return sent.length > 2 && (sent[0] & 0xff) == 0x1f && (sent[1] & 0xff) == 0x8b;
    }

    /** As it was sent where it is no gzip after all: then it is not readable as anything else either, and the app hears so. */
    private static byte[] unpacked(byte[] sent) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(sent))) {
            return gzip.readNBytes(PostBody.MAX_BYTES + 1);
        } catch (IOException notGzip) {
            return sent;
        }
    }
}
