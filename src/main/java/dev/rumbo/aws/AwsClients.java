package dev.rumbo.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.KinesisClientUtil;

/** The clients of the aws engine, alike in region, credentials, time limits and interceptors; made once, closed at the end. */
public final class AwsClients implements AutoCloseable {

    /** Longer than any healthy call takes, shorter than a phone waits. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);

    /** The KCL's reads come back within this, or are tried again. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final SdkAsyncHttpClient http;
    private final SdkAsyncHttpClient leasesHttp;
    private final KinesisAsyncClient kinesis;
    private final KinesisAsyncClient consumer;
    private final DynamoDbAsyncClient leases;
    private final DynamoDbClient dynamoDb;
    private final CloudWatchAsyncClient cloudWatch;

    public AwsClients(AwsEndpoints endpoints, List<ExecutionInterceptor> interceptors) {
        this(endpoints, interceptors, false);
    }

    /** @param pushed whether the consumer's records are to be pushed to it */
    public AwsClients(AwsEndpoints endpoints, List<ExecutionInterceptor> interceptors, boolean pushed) {
        http = http();
        // Their own connections: leases must be renewed while calls to Kinesis hang.
        leasesHttp = http();
        kinesis = configure(KinesisAsyncClient.builder(), endpoints, endpoints.kinesis(), interceptors)
                .httpClient(http)
                .build();
        consumer = pushed ? pushed(endpoints, interceptors) : kinesis;
        leases = configure(DynamoDbAsyncClient.builder(), endpoints, endpoints.dynamoDb(), interceptors)
                .httpClient(leasesHttp)
                .build();
        cloudWatch = configure(CloudWatchAsyncClient.builder(), endpoints, Optional.empty(), List.of())
                .httpClient(http)
                .build();
        dynamoDb = configure(DynamoDbClient.builder(), endpoints, endpoints.dynamoDb(), interceptors)
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_TIMEOUT))
                .build();
    }

    /** Pushed records come by HTTP/2, in calls that last for minutes. */
    private static KinesisAsyncClient pushed(AwsEndpoints endpoints, List<ExecutionInterceptor> interceptors) {
        return KinesisClientUtil.adjustKinesisClientBuilder(configure(
                                KinesisAsyncClient.builder(), endpoints, endpoints.kinesis(), interceptors)
                        .overrideConfiguration(override -> interceptors.forEach(override::addExecutionInterceptor)))
                .build();
    }

    private static SdkAsyncHttpClient http() {
        // HTTP/1.1: emulators do not speak HTTP/2, and polling gains nothing from it.
        return NettyNioAsyncHttpClient.builder()
                .protocol(Protocol.HTTP1_1)
                .connectionTimeout(CONNECT_TIMEOUT)
                .maxConcurrency(100)
                .build();
    }

    public KinesisAsyncClient kinesis() {
        return kinesis;
    }

    /** For whoever reads the stream. */
    public KinesisAsyncClient consumer() {
        return consumer;
    }

    /** For the KCL's leases. */
    public DynamoDbAsyncClient leases() {
        return leases;
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    /** The KCL asks for one; with its metrics off it is never called. */
    public CloudWatchAsyncClient cloudWatch() {
        return cloudWatch;
    }

    @Override
    public void close() {
        kinesis.close();
        consumer.close();
        leases.close();
        cloudWatch.close();
        dynamoDb.close();
        http.close();
        leasesHttp.close();
    }

    private static <B extends AwsClientBuilder<B, C>, C> B configure(
            B builder, AwsEndpoints endpoints, Optional<URI> endpoint, List<ExecutionInterceptor> interceptors) {
        builder.overrideConfiguration(override -> override.apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .retryStrategy(RetryMode.STANDARD)
                .executionInterceptors(interceptors));
        endpoints.region().map(Region::of).ifPresent(builder::region);
        if (endpoints.kinesis().isPresent() && endpoints.dynamoDb().isPresent()) {
            // Emulators take any: nobody should need an account to run them, nor send a real key to them.
            builder.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("emulator", "emulator")));
            if (endpoints.region().isEmpty()) {
                builder.region(Region.US_EAST_1);
            }
        }
        endpoint.ifPresent(builder::endpointOverride);
        return builder;
    }
}
