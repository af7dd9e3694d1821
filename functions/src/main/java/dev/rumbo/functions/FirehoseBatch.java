package dev.rumbo.functions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What Firehose, which reads a Kinesis stream, hands over to be transformed. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FirehoseBatch(@JsonProperty("records") List<Entry> records) {

    /**
     * One record.
     *
     * @param recordId by which the answer names it
     * @param data as it was put; of several that were put in one, Firehose hands over each by itself
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(
            @JsonProperty("recordId") String recordId,
            @JsonProperty("data") byte[] data,
            @JsonProperty("kinesisRecordMetadata") Origin origin) {}

    /**
     * Where it was in the stream.
     *
     * @param arrivalMillis when the stream took it, in milliseconds since 1970-01-01T00:00Z
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Origin(
            @JsonProperty("shardId") String shardId,
            @JsonProperty("partitionKey") String partitionKey,
            @JsonProperty("sequenceNumber") String sequenceNumber,
            @JsonProperty("approximateArrivalTimestamp") long arrivalMillis) {}
}
