/**
 * The durable, sharded, ordered log between the posts and the trips: what an engine must provide and what it calls back.
 *
 * <p>Ports only; {@code stream.sqlite} and {@code stream.kinesis} implement them. Start at {@link
 * dev.rumbo.stream.PositionStream}.
 */
@NullMarked
package dev.rumbo.stream;

import org.jspecify.annotations.NullMarked;
