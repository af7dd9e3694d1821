package dev.rumbo.faults;

import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** What starts the application on the aws engine, with a stream and tables of its own. */
public final class AwsEnvironment {

    private AwsEnvironment() {}

    public static Map<String, String> of(URI kinesis, URI dynamoDb) {
        String name = "faults-" + UUID.randomUUID();
        return Map.of(
                "RUMBO_ENGINE",
                "aws",
                "RUMBO_AWS_ENDPOINT_KINESIS",
                kinesis.toString(),
                "RUMBO_AWS_ENDPOINT_DYNAMODB",
                dynamoDb.toString(),
                "RUMBO_AWS_CREATE",
                "true",
                "RUMBO_AWS_STREAM",
                name,
                "RUMBO_AWS_TABLE_PREFIX",
                name,
                "RUMBO_AWS_FAILOVER",
                "2s",
                "RUMBO_AWS_FLUSH_INTERVAL",
                "1s");
    }
}
