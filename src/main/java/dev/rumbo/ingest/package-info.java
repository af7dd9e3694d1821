/**
 * Positions in: what phones post, checked, and handed to the stream before the answer.
 *
 * <p>It may depend on {@code stream}, {@code codec} and {@code security}. Start at {@link
 * dev.rumbo.ingest.PositionsResource}.
 */
@NullMarked
package dev.rumbo.ingest;

import org.jspecify.annotations.NullMarked;
