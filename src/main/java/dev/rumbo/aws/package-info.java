/**
 * What both halves of the aws engine share: the clients, how they wait between tries, and the count of their calls.
 *
 * <p>It may depend on the AWS SDK and Micrometer only; {@code stream.kinesis}, {@code store.dynamodb} and {@code engine} use
 * it. Start at {@link dev.rumbo.aws.AwsClients}.
 */
@NullMarked
package dev.rumbo.aws;

import org.jspecify.annotations.NullMarked;
