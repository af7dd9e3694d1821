/**
 * Puts the application together: opens the engine that the configuration names, and starts and stops what runs in it.
 *
 * <p>The only package that sees the adapters of {@code stream} and {@code store}. Start at {@link dev.rumbo.engine.Engine}.
 */
@NullMarked
package dev.rumbo.engine;

import org.jspecify.annotations.NullMarked;
