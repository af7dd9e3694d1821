package dev.rumbo.ingest.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Ends in an error where more comes out than a file may hold. Does not close what it reads from. */
final class Bounded extends FilterInputStream {

    /** Of all that comes out of one file: more is a bomb, or has to be cut. */
    static final long MOST_BYTES = 4L << 30;

    /** Tracks of a parked car pack to a thirtieth; what packs better than this tells nothing. */
    static final int LARGEST_RATIO = 200;

    /** Small files may pack as well as they like. */
    private static final long FREE_BYTES = 16L << 20;

    private final Optional<Bounded> packed;
    private long read;

    private Bounded(InputStream in, Optional<Bounded> packed) {
        super(in);
        this.packed = packed;
    }

    static Bounded plain(InputStream in) {
        return new Bounded(in, Optional.empty());
    }

    /** @param packed what {@code in} is unpacked from */
    static Bounded unpacked(InputStream in, Bounded packed) {
        return new Bounded(in, Optional.of(packed));
    }

    @Override
    public int read() throws IOException {
        return count(in.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        return count(got, got);
    }

    /** What is skipped came out too. */
    @Override
    public long skip(long bytes) throws IOException {
        long skipped = in.skip(bytes);
        count(0, (int) Math.min(skipped, Integer.MAX_VALUE));
        return skipped;
    }

    @Override
    public void close() {
        // The next entry of an archive is read from the same stream.
    }

    private int count(int result, int bytes) throws UnreadableFileException {
        read += result < 0 ? 0 : bytes;
        if (read > MOST_BYTES) {
            throw new UnreadableFileException("The file unpacks to more than 4 GiB; import it in parts.");
        }
        if (read > FREE_BYTES && packed.isPresent() && read / LARGEST_RATIO > packed.get().read) {
            throw new UnreadableFileException(
                    "The file unpacks to more than " + LARGEST_RATIO + " times its size, as no recording does.");
        }
        return result;
    }
}
