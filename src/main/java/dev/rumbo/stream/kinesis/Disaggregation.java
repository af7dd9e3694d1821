package dev.rumbo.stream.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Takes aggregates apart as the library does. Of a garbled one the library tells by a class of javax.xml.bind, which no Java has had since
 * 11, and then skips whatever it had read together with it. Here such a record stays as it was put, so that its reader sets it aside.
 */
final class Disaggregation extends AggregatorUtil {

    private static final Logger LOG = Logger.getLogger(Disaggregation.class);

    @Override
    public List<KinesisClientRecord> deaggregate(
            List<KinesisClientRecord> records, BigInteger startingHashKey, BigInteger endingHashKey) {
        List<KinesisClientRecord> parts = new ArrayList<>(records.size());
        for (KinesisClientRecord record : records) {
            try {
                parts.addAll(super.deaggregate(List.of(record), startingHashKey, endingHashKey));
            } catch (LinkageError | RuntimeException garbled) {
                LOG.warnf("Record %s is an aggregate that cannot be taken apart", record.sequenceNumber());
                record.data().rewind();
                parts.add(record);
            }
        }
        return parts;
    }
}
