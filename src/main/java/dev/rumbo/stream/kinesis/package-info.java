/**
 * The stream on Amazon Kinesis Data Streams: a producer on the plain client, a consumer on the Kinesis Client Library.
 *
 * <p>It may depend on the stream's port, {@code codec}, {@code aws} and the SDK; only {@code engine} sees it. Start at
 * {@link dev.rumbo.stream.kinesis.KinesisStream}.
 */
@NullMarked
package dev.rumbo.stream.kinesis;

import org.jspecify.annotations.NullMarked;
