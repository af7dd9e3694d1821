package dev.rumbo;

import dev.rumbo.testsupport.Emulators;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Emulators.class)
class KilledAwsIT extends KilledApplication {

    private final String name = "killed-" + UUID.randomUUID();

    @Override
    Map<String, String> environment() {
        return Map.of(
                "RUMBO_ENGINE",
                "aws",
                "RUMBO_AWS_ENDPOINT_KINESIS",
                Emulators.kinesis().toString(),
                "RUMBO_AWS_ENDPOINT_DYNAMODB",
                Emulators.dynamoDb().toString(),
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
