package dev.rumbo.aws;

import java.net.URI;
import java.util.Optional;

/**
 * Where the services answer.
 *
 * @param region empty to take it from the environment as every AWS program does
 * @param kinesis address of an emulator; empty for AWS
 * @param dynamoDb address of an emulator; empty for AWS
 */
public record AwsEndpoints(Optional<String> region, Optional<URI> kinesis, Optional<URI> dynamoDb) {}
