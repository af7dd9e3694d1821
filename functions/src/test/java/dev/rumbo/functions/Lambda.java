package dev.rumbo.functions;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;
import software.amazon.kinesis.retrieval.kpl.Messages.Record;

/** Hands events over as Lambda does: JSON by HTTP to Quarkus' server, which the function asks for the next event. */
final class Lambda {

    static final int PORT = Ports.of("lambda");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Lambda() {}

    static String invoke(String event) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/_lambda_"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** As Lambda's documentation shows it; the records have the sequence numbers 1, 2 and so on. */
    static String kinesisEvent(List<byte[]> records) {
        List<String> entries = new ArrayList<>();
        for (byte[] data : records) {
            entries.add("""
                    {
                      "kinesis": {
                        "kinesisSchemaVersion": "1.0",
                        "partitionKey": "car",
                        "sequenceNumber": "%d",
                        "data": "%s",
                        "approximateArrivalTimestamp": 1772366400.987
                      },
                      "eventSource": "aws:kinesis",
                      "eventVersion": "1.0",
                      "eventID": "shardId-000000000006:%1$d",
                      "eventName": "aws:kinesis:record",
                      "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
                      "awsRegion": "us-east-1",
                      "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/rumbo-trip-ends"
                    }
                    """.formatted(entries.size() + 1, Base64.getEncoder().encodeToString(data)));
        }
        return "{\"Records\": [" + String.join(",", entries) + "]}";
    }

    /** As Firehose sends it of a Kinesis stream; the records have the ids record-1, record-2 and so on. */
    static String firehoseEvent(List<byte[]> records, Instant arrivedAt) {
        List<String> entries = new ArrayList<>();
        for (byte[] data : records) {
            entries.add("""
                    {
                      "recordId": "record-%d",
                      "approximateArrivalTimestamp": %d,
                      "data": "%s",
                      "kinesisRecordMetadata": {
                        "sequenceNumber": "49615332175504399275388999519764255559777264071916650%1$03d",
                        "subsequenceNumber": 0,
                        "partitionKey": "0C37C3E39761B8F376F019B2572B8081",
                        "shardId": "shardId-000000000000",
                        "approximateArrivalTimestamp": %2$d
                      }
                    }
                    """.formatted(
                            entries.size() + 1,
                            arrivedAt.toEpochMilli(),
                            Base64.getEncoder().encodeToString(data)));
        }
        return """
                {
                  "invocationId": "2b4d1ad9-2f48-94bd-a088-767c317e994a",
                  "sourceKinesisStreamArn": "arn:aws:kinesis:us-east-1:123456789012:stream/rumbo-positions",
                  "deliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/rumbo-archive",
                  "region": "us-east-1",
                  "records": [%s]
                }
                """.formatted(String.join(",", entries));
    }

    /** As the Kinesis Producer Library puts several records into one. */
    static byte[] aggregate(List<byte[]> parts) throws Exception {
        AggregatedRecord.Builder message =
                AggregatedRecord.newBuilder().addPartitionKeyTable("car").addExplicitHashKeyTable("7");
        for (byte[] part : parts) {
            message.addRecords(Record.newBuilder()
                    .setPartitionKeyIndex(0)
                    .setExplicitHashKeyIndex(0)
                    .setData(com.google.protobuf.ByteString.copyFrom(part)));
        }
        return aggregate(message.build());
    }

    static byte[] aggregate(AggregatedRecord message) throws Exception {
        byte[] body = message.toByteArray();
        byte[] digest = java.security.MessageDigest.getInstance("MD5").digest(body);
        return ByteBuffer.allocate(4 + body.length + digest.length)
                .put(AggregatorUtil.AGGREGATED_RECORD_MAGIC)
                .put(body)
                .put(digest)
                .array();
    }
}
