package dev.rumbo.lake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** Files in memory, as Parquet wants them. */
final class Bytes {

    private Bytes() {}

    static final class Output implements OutputFile {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

        byte[] toByteArray() {
            return bytes.toByteArray();
        }

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    bytes.write(from, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    static final class Input implements InputFile {

        private final byte[] bytes;

        Input(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            return new Stream(new Seekable(bytes));
        }
    }

    private static final class Seekable extends ByteArrayInputStream {

        Seekable(byte[] bytes) {
            super(bytes);
        }

        int position() {
            return pos;
        }

        void position(int position) {
            pos = position;
        }
    }

    private static final class Stream extends DelegatingSeekableInputStream {

        private final Seekable bytes;

        Stream(Seekable bytes) {
            super(bytes);
            this.bytes = bytes;
        }

        @Override
        public long getPos() {
            return bytes.position();
        }

        @Override
        public void seek(long position) throws IOException {
            bytes.position(Math.toIntExact(position));
        }
    }
}
