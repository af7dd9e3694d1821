/**
 * From the stream to the store: decodes records, recomputes the trips that they change, and applies the outcome.
 *
 * <p>The one place where the ports of {@code stream} and {@code store} meet the functions of {@code trips}. Start at {@link
 * dev.rumbo.tracking.TripTracker}.
 */
@NullMarked
package dev.rumbo.tracking;

import org.jspecify.annotations.NullMarked;
