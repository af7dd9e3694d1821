/**
 * What existing phone apps send and expect: one {@link dev.rumbo.ingest.apps.AppFormat} per app, listed in {@link
 * dev.rumbo.ingest.apps.AppFormats}.
 *
 * <p>Pure functions of a request: no clock, no network, no store. Nothing that a phone can send makes them fail; what cannot be
 * taken is a {@link dev.rumbo.ingest.apps.Findings.Rejected} with its reason. A new app is one class here and one table of
 * real requests in the tests.
 */
@NullMarked
package dev.rumbo.ingest.apps;

import org.jspecify.annotations.NullMarked;
