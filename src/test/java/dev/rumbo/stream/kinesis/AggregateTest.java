package dev.rumbo.stream.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class AggregateTest {

    private static final BigInteger KEY_SPACE = BigInteger.ONE.shiftLeft(128);

    @Test
    void theConsumersLibraryOpensWhatWasPacked() {
        List<Aggregate.Part> parts = List.of(
                new Aggregate.Part("a", ByteString.copyFromUtf8("first")),
                new Aggregate.Part("b", ByteString.copyFromUtf8("second")),
                new Aggregate.Part("a", ByteString.copyFromUtf8("third")));

        List<KinesisClientRecord> opened = open(Aggregate.encode(Buckets.hashKey(3), parts), 0, 256);

        assertThat(opened).extracting(KinesisClientRecord::partitionKey).containsExactly("a", "b", "a");
        assertThat(opened)
                .extracting(record -> UTF_8.decode(record.data().duplicate()).toString())
                .containsExactly("first", "second", "third");
        assertThat(opened).extracting(KinesisClientRecord::subSequenceNumber).containsExactly(0L, 1L, 2L);
    }

    @Test
    void everyPartLiesInTheShardOfItsRecordHoweverTheStreamIsCut() {
        List<Aggregate.Part> parts = IntStream.range(0, 1000)
                .mapToObj(i -> new Aggregate.Part("device-" + i, ByteString.copyFromUtf8("x")))
                .filter(part -> Buckets.of(part.partitionKey()) == 77)
                .toList();

        assertThat(parts).isNotEmpty();
        assertThat(open(Aggregate.encode(Buckets.hashKey(77), parts), 77, 78)).hasSize(parts.size());
    }

    @Test
    void aBucketsHashKeyBeginsAsTheHashOfItsDevices() {
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            assertThat(new BigInteger(Buckets.hashKey(bucket)).shiftRight(120)).isEqualTo(BigInteger.valueOf(bucket));
        }
    }

    /** As a shard that covers the buckets from {@code first} up to and not including {@code end}. */
    private static List<KinesisClientRecord> open(byte[] data, int first, int end) {
        KinesisClientRecord record = KinesisClientRecord.builder()
                .data(ByteBuffer.wrap(data))
                .partitionKey("outer")
                .sequenceNumber("1")
                .approximateArrivalTimestamp(Instant.EPOCH)
                .build();
        BigInteger width = KEY_SPACE.divide(BigInteger.valueOf(Buckets.COUNT));
        return new AggregatorUtil()
                .deaggregate(
                        List.of(record),
                        width.multiply(BigInteger.valueOf(first)),
                        width.multiply(BigInteger.valueOf(end)).subtract(BigInteger.ONE));
    }
}
