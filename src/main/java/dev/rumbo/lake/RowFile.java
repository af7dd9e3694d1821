package dev.rumbo.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the bytes of a file of Parquet, compressed by zstd, and back. The same rows make the same bytes. Hadoop is needed to compile
 * this, since Parquet's own classes name its types, and nowhere else.
 */
final class RowFile {

    /** What a writer holds before it writes a group of rows; some 300,000 rows. */
    private static final long GROUP_BYTES = 8L * 1024 * 1024;

    private RowFile() {}

    /** A file that is being written. */
    static final class Writer implements AutoCloseable {

        private final Bytes.Output output = new Bytes.Output();
        private final ParquetWriter<ArchivedPosition> writer;
        private long rows;

        Writer() throws IOException {
            writer = new Builder(output)
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new Codecs())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .withWriterVersion(WriterVersion.PARQUET_2_0)
                    .withRowGroupSize(GROUP_BYTES)
                    .build();
        }

        void add(ArchivedPosition row) throws IOException {
            writer.write(row);
            rows++;
        }

        long rows() {
            return rows;
        }

        /** Ends the file. */
        byte[] finish() throws IOException {
            writer.close();
            return output.toByteArray();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** The rows of a file, in its order. To be closed, and not read on after a failure, which is an {@link UncheckedIOException}. */
    static final class Reader implements Iterator<ArchivedPosition>, AutoCloseable {

        private final ParquetFileReader reader;
        private final MessageType schema;
        private final MessageColumnIO columns;
        private @Nullable RecordReader<ArchivedPosition> group;
        private long left;

        /** @throws IOException where the bytes are no such file */
        Reader(byte[] file) throws IOException {
            try {
                reader = ParquetFileReader.open(new Bytes.Input(file), ReadOptions.make());
            } catch (RuntimeException damaged) {
                throw new IOException("not a file of the archive", damaged);
            }
            schema = reader.getFileMetaData().getSchema();
            columns = new ColumnIOFactory().getColumnIO(schema);
        }

        @Override
        public boolean hasNext() {
            try {
                while (left == 0) {
                    PageReadStore pages = reader.readNextRowGroup();
                    if (pages == null) {
                        return false;
                    }
                    left = pages.getRowCount();
                    group = columns.getRecordReader(pages, new RowMaterializer(schema));
                }
                return true;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public ArchivedPosition next() {
            if (!hasNext() || group == null) {
                throw new NoSuchElementException();
            }
            left--;
            return group.read();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<ArchivedPosition, Builder> {

        Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract
        protected WriteSupport<ArchivedPosition> getWriteSupport(Configuration hadoop) {
            return new Support();
        }

        @Override
        protected WriteSupport<ArchivedPosition> getWriteSupport(ParquetConfiguration configuration) {
            return new Support();
        }
    }

    private static final class Support extends WriteSupport<ArchivedPosition> {

        private @Nullable RecordConsumer out;

        @Override
        @SuppressWarnings("deprecation") // abstract
        public WriteContext init(Configuration hadoop) {
            return new WriteContext(RowMaterializer.SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(RowMaterializer.SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(ArchivedPosition row) {
            RowMaterializer.write(row, java.util.Objects.requireNonNull(out));
        }
    }
}
