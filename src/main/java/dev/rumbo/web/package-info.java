/**
 * The pages: server-rendered day and fleet, log-in, first set-up and errors, and the map's data.
 *
 * <p>Reads through {@code reading} and asks {@code security} who is looking; no page knows which engine runs. Start at
 * {@code DayPage} and {@code DayModel}; the scripts and styles are under {@code META-INF/resources}.
 */
@NullMarked
package dev.rumbo.web;

import org.jspecify.annotations.NullMarked;
