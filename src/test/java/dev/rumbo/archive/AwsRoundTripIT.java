package dev.rumbo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.testsupport.AwsTemplate;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.Ports;
import dev.rumbo.testsupport.RunningApplication;
import dev.rumbo.testsupport.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** On the stream, the tables and the archive of the template of production, told what it tells, and with no other rights than it gives. */
@ExtendWith(Emulators.class)
class AwsRoundTripIT extends RoundTripContract {

    @TempDir
    static Path objects;

    private static S3Server s3;

    private final AwsTemplate template;

    AwsRoundTripIT() throws IOException {
        template = new AwsTemplate();
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        s3 = new S3Server(Ports.free(), objects);
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @Override
    Map<String, String> environment() {
        try (AwsClients clients = Emulators.clients()) {
            template.create(clients);
        }
        Map<String, String> environment = new HashMap<>(template.environment());
        makeBucket(URI.create(environment.get("RUMBO_ARCHIVE")).getHost());
        environment.put("RUMBO_ARCHIVE_ENDPOINT", s3.address().toString());
        environment.put("RUMBO_ARCHIVE_INTERVAL", "1s");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_ACCESS_KEY_ID", "emulator");
        environment.put("AWS_SECRET_ACCESS_KEY", "emulator");
        environment.put("RUMBO_AWS_ENDPOINT_KINESIS", Emulators.kinesis().toString());
        environment.put("RUMBO_AWS_ENDPOINT_DYNAMODB", Emulators.dynamoDb().toString());
        environment.put("RUMBO_AWS_PEER_PORT", "0");
        environment.put("RUMBO_AWS_FAILOVER", "2s");
        environment.put("RUMBO_AWS_FLUSH_INTERVAL", "1s");
        return environment;
    }

    private static void makeBucket(String name) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(s3.address())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            client.createBucket(request -> request.bucket(name));
        }
    }

    @Override
    void after(RunningApplication application) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(application.text("/q/metrics"))
                        .contains(
                                "operation=\"PutObject\"",
                                "operation=\"ListObjectsV2\"",
                                "table=\"rumbo-production-positions-archive\""));
        String metrics = application.text("/q/metrics");

        assertThat(metrics).contains("operation=\"PutRecords\"", "table=\"rumbo-production-tracks\"");
        assertThat(template.refused(metrics)).isEmpty();
    }
}
