package dev.rumbo.lake;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * How files are read. Parquet's own builder makes codecs that need Hadoop before it is told of others, so it is passed by: its last step is
 * a constructor that only the version in {@code pom.xml} has.
 */
final class ReadOptions {

    private static final int MOST_AT_ONCE_BYTES = 8 * 1024 * 1024;
    private static final int PARAMETERS = 18;

    private ReadOptions() {}

    static ParquetReadOptions make() {
        try {
            Constructor<?> constructor = Arrays.stream(ParquetReadOptions.class.getDeclaredConstructors())
                    .filter(candidate -> candidate.getParameterCount() == PARAMETERS)
                    .findFirst()
                    .orElseThrow();
            constructor.setAccessible(true);
            return (ParquetReadOptions) constructor.newInstance(
                    false, // minima of text by sign
                    false, // five filters, of which there are none
                    false,
                    false,
                    false,
                    false, // checksums: files are named by their content
                    false,
                    false, // decryption
                    false, // Hadoop's own reads
                    null,
                    ParquetMetadataConverter.NO_FILTER,
                    new Codecs(),
                    new HeapByteBufferAllocator(),
                    MOST_AT_ONCE_BYTES,
                    Map.of(),
                    null,
                    null,
                    new PlainParquetConfiguration());
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException anotherVersion) {
            throw new IllegalStateException(anotherVersion);
        }
    }
}
