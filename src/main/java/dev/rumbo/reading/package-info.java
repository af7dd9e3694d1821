/**
 * What the API and the pages ask of the stored timelines: trips, days, statistics, positions and the fleet.
 *
 * <p>Services over the store ports, without HTTP and without JSON; every question carries the owner or the fleet whose
 * data is asked for, and whoever calls has checked that the asker may. Start at {@link dev.rumbo.reading.Timelines}.
 */
@NullMarked
package dev.rumbo.reading;

import org.jspecify.annotations.NullMarked;
