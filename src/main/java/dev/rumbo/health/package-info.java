/**
 * How well a device reports: what came, what could not be taken and why, and what its silence most likely means.
 *
 * <p>Kept in memory by the process that took the requests and gone with it; positions never depend on it. Start at {@link
 * dev.rumbo.health.HealthBook}.
 */
@NullMarked
package dev.rumbo.health;

import org.jspecify.annotations.NullMarked;
