/**
 * What Rumbo exists for: the trips and stops of a device as a pure function of the set of its positions.
 *
 * <p>Records and functions over them; no clock, no thread, no I/O, no framework. It may depend on {@code geo} only. Start
 * at {@link dev.rumbo.trips.Position} and {@link dev.rumbo.trips.Track}.
 */
@NullMarked
package dev.rumbo.trips;

import org.jspecify.annotations.NullMarked;
