/**
 * A fleet of any size that drives along recorded roads and posts what it sees to any address, with faults by choice.
 *
 * <p>What is posted is a pure function of a seed and a time; it reaches Rumbo only through the ingest endpoint, over HTTP. It
 * may depend on {@code trips} and {@code geo} for positions, never on what is behind the endpoint. Start at {@link
 * dev.rumbo.simulator.FleetPlan} and {@link dev.rumbo.simulator.Simulator}.
 */
@NullMarked
package dev.rumbo.simulator;

import org.jspecify.annotations.NullMarked;
