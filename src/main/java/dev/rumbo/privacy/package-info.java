/**
 * What somebody who is not the owner may see of a driver's positions, trips, stops and totals.
 *
 * <p>Pure: no store, no clock. {@link dev.rumbo.privacy.Veil} decides; {@code reading} lays it over whatever it hands out.
 */
@NullMarked
package dev.rumbo.privacy;

import org.jspecify.annotations.NullMarked;
