/**
 * What an operator sees: whether this instance can take posts and answer reads, and how far behind its consumer is.
 *
 * <p>It asks the ports and decides nothing. Start at {@link dev.rumbo.ops.EngineReadiness}.
 */
@NullMarked
package dev.rumbo.ops;

import org.jspecify.annotations.NullMarked;
