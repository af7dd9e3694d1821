/**
 * What a newcomer sees first: an account with a full day of real drives and a fleet that moves.
 *
 * <p>It makes its accounts through {@code security} and posts like any phone, through {@code simulator} and the application's
 * own ingest endpoint; nothing depends on it. Start at {@link dev.rumbo.demo.Demo}.
 */
@NullMarked
package dev.rumbo.demo;

import org.jspecify.annotations.NullMarked;
