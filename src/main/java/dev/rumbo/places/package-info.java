/**
 * Places that people give a name: records, the rule which name holds where, and the port that keeps them.
 *
 * <p>A name is laid over what was recorded when it is shown; trips and stops know nothing of it. Start at
 * {@link dev.rumbo.places.PlaceBook}.
 */
@NullMarked
package dev.rumbo.places;

import org.jspecify.annotations.NullMarked;
