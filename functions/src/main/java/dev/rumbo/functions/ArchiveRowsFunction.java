package dev.rumbo.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.functions.FirehoseAnswer.Entry;
import dev.rumbo.lake.ArchiveSchema;
import dev.rumbo.lake.ArchivedPosition;
import dev.rumbo.lake.ArchivedPosts;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.RecordReader;
import jakarta.inject.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes the archive's rows of the stream's records, for Firehose: a line of JSON for each position, with the fields of {@link
 * ArchivedPosition} under the names of its columns.
 *
 * <p>A record that cannot be read, or whose rows find no room in the answer, fails by itself: Firehose keeps it as it was put, and the
 * others are delivered. Where the store cannot be asked whose a record is, the whole call fails, and Firehose calls again.
 */
@Named("archive-rows")
public class ArchiveRowsFunction implements RequestHandler<FirehoseBatch, FirehoseAnswer> {

    private static final Logger LOG = Logger.getLogger(ArchiveRowsFunction.class);

    /** Lambda takes 6 MB of an answer, whichever of the two megabytes that is. */
    private static final int MOST_BYTES = 6_000_000;

    private static final int FRAME_BYTES = 32;

    private static final JsonFactory JSON = new JsonFactory(new ObjectMapper());

    private final RecordReader reader;

    ArchiveRowsFunction(DynamoDbClient dynamoDb, FunctionsConfig config) {
        reader = new RecordReader(
                DynamoAccountStore.open(dynamoDb, config.tablePrefix(), false, Clock.systemUTC()),
                config.otherProducers());
    }

    @Override
    public FirehoseAnswer handleRequest(FirehoseBatch batch, Context context) {
        int left = MOST_BYTES
                - FRAME_BYTES
                - batch.records().stream()
                        .mapToInt(record -> Entry.bytes(record.recordId()))
                        .sum();
        Map<String, Entry> answers = new HashMap<>();
        List<String> problems = new ArrayList<>();
        // The shortest first: where room is short, few long records stay outside instead of many short ones.
        List<FirehoseBatch.Entry> byLength = batch.records().stream()
                .sorted(Comparator.comparingInt(record -> record.data().length))
                .toList();
        for (FirehoseBatch.Entry record : byLength) {
            Entry answer = answer(record, problems);
            if (answer.dataBytes() > left) {
                problems.add("the rows of record " + record.recordId() + " find no room in the answer");
                answer = Entry.failed(record.recordId());
            }
            left -= answer.dataBytes();
            answers.put(record.recordId(), answer);
        }
        if (!problems.isEmpty()) {
            LOG.warnf(
                    "%d of %d records failed; first: %s",
                    problems.size(), batch.records().size(), problems.get(0));
        }
        return new FirehoseAnswer(batch.records().stream()
                .map(record -> answers.get(record.recordId()))
                .toList());
    }

    private Entry answer(FirehoseBatch.Entry record, List<String> problems) {
        try {
            return Entry.of(record.recordId(), lines(record));
        } catch (StoreUnavailableException later) {
            throw later;
        } catch (RuntimeException unreadable) {
            // Whatever it is, also garbage that a library chokes on: the call would fail with it each time, and take
            // all others along.
            problems.add("record " + record.recordId() + ": " + unreadable);
            return Entry.failed(record.recordId());
        }
    }

    private byte[] lines(FirehoseBatch.Entry record) {
        FirehoseBatch.Origin origin = record.origin();
        Instant arrivedAt = Instant.ofEpochMilli(origin.arrivalMillis());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(lines)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            for (ByteBuffer part : Aggregates.open(origin.partitionKey(), origin.sequenceNumber(), record.data())) {
                StreamRecord put = new StreamRecord(
                        origin.shardId(), origin.sequenceNumber(), arrivedAt, origin.partitionKey(), part);
                for (ArchivedPosition row : ArchivedPosts.rows(reader.read(put), arrivedAt)) {
                    json.writePOJO(ArchiveSchema.values(row));
                    json.writeRaw('\n');
                }
            }
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return lines.toByteArray();
    }
}
