package dev.rumbo.functions;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The clients of AWS, which a Lambda instance keeps from call to call. */
class Clients {

    /** Well within a function's time, so that a call that hangs is a record that comes again. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    @Produces
    @Singleton
    DynamoDbClient dynamoDb(FunctionsConfig config) {
        return configure(DynamoDbClient.builder(), config.endpoint().dynamodb())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Produces
    @Singleton
    SnsClient sns(FunctionsConfig config) {
        return configure(SnsClient.builder(), config.endpoint().sns())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configure(B builder, Optional<URI> endpoint) {
        builder.overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT));
        endpoint.ifPresent(address -> builder.endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator"))));
        return builder;
    }
}
