/**
 * The bytes in which positions travel through the stream and rest in the store, with a version in front.
 *
 * <p>Pure functions, shared by every engine so that a record or an item written by one is read by all. It may depend on
 * {@code trips}, {@code geo}, {@code accounts} and a JSON parser. Start at {@link dev.rumbo.codec.PositionsCodec}.
 */
@NullMarked
package dev.rumbo.codec;

import org.jspecify.annotations.NullMarked;
