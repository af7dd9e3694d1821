package dev.rumbo.functions;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What Lambda hands over of a Kinesis stream: records of one shard, in order. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KinesisBatch(@JsonProperty("Records") List<Entry> records) {

    /** One of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entry(@JsonProperty("kinesis") Payload kinesis) {}

    /** @param data as it was put, often several records in one */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Payload(
            @JsonProperty("sequenceNumber") String sequenceNumber,
            @JsonProperty("partitionKey") String partitionKey,
            @JsonProperty("data") byte[] data) {}
}
