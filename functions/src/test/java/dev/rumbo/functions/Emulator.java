package dev.rumbo.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local, as {@code docker/emulators} starts it. */
final class Emulator implements AutoCloseable {

    static final int PORT = Ports.of("dynamodb");
    static final String TABLE = "told";

    private final Process process;

    Emulator() throws IOException {
        process = new ProcessBuilder(
                        "../docker/emulators",
                        "--kinesis-port",
                        Integer.toString(Ports.of("kinesis")),
                        "--dynamodb-port",
                        Integer.toString(PORT),
                        "--with-parent")
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "emulators.log").toFile()))
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(output.readLine())) {
            throw new IllegalStateException("docker/emulators did not start; see target/emulators.log");
        }
        try (DynamoDbClient client = client()) {
            client.createTable(table -> table.tableName(TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(key -> key.attributeName("tripKey").attributeType(ScalarAttributeType.S))
                    .keySchema(key -> key.attributeName("tripKey").keyType(KeyType.HASH)));
        }
    }

    static URI address() {
        return URI.create("http://127.0.0.1:" + PORT);
    }

    static DynamoDbClient client() {
        return DynamoDbClient.builder()
                .endpointOverride(address())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
