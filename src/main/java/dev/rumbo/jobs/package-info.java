/**
 * Work in the background that an operator sets going: recomputing a fleet under new rules, rebuilding timelines, replaying
 * the stream.
 *
 * <p>Jobs lie in the store, one instance at a time works at one, and each goes on where a crash left it. It may use the ports
 * of {@code store} and {@code stream}, and {@code tracking}. Start at {@link dev.rumbo.jobs.JobRunner}.
 */
@NullMarked
package dev.rumbo.jobs;

import org.jspecify.annotations.NullMarked;
