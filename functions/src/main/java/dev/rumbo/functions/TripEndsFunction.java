package dev.rumbo.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.rumbo.codec.TripEndJson;
import dev.rumbo.stream.TripEnd;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * Makes a notice of each ended trip, from the stream that the application tells them to.
 *
 * <p>Records come at least once; a trip that was told of is passed over. The first record that fails, and those after it, come again: by
 * themselves in the end, since Lambda halves a batch that fails, and one that never succeeds is set aside by Lambda.
 */
@Named("trip-ends")
public class TripEndsFunction implements RequestHandler<KinesisBatch, BatchAnswer> {

    private static final Logger LOG = Logger.getLogger(TripEndsFunction.class);

    private final ToldTrips trips;
    private final SnsClient sns;
    private final FunctionsConfig config;

    TripEndsFunction(ToldTrips trips, SnsClient sns, FunctionsConfig config) {
        this.trips = trips;
        this.sns = sns;
        this.config = config;
    }

    @Override
    public BatchAnswer handleRequest(KinesisBatch batch, Context context) {
        for (KinesisBatch.Entry entry : batch.records()) {
            KinesisBatch.Payload record = entry.kinesis();
            try {
                for (ByteBuffer part : Aggregates.open(record.partitionKey(), record.sequenceNumber(), record.data())) {
                    TripEnd end = TripEndJson.decode(part);
                    trips.once(end, () -> publish(end));
                }
            } catch (RuntimeException failed) {
                LOG.errorf(failed, "Record %s failed; it comes again", record.sequenceNumber());
                return BatchAnswer.againFrom(record.sequenceNumber());
            }
        }
        return BatchAnswer.DONE;
    }

    private void publish(TripEnd end) {
        sns.publish(notice -> notice.topicArn(config.topicArn().orElseThrow())
                .subject("Trip ended")
                .message(new String(TripEndJson.encode(end), StandardCharsets.UTF_8))
                .messageAttributes(Map.of(
                        "fleetId", attribute(end.device().fleetId()),
                        "userId", attribute(end.device().userId()),
                        "deviceId", attribute(end.device().deviceId()))));
    }

    /** By which a subscription chooses whose trips it hears of. */
    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
