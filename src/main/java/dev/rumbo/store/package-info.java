/**
 * Where positions, segments, totals, last positions and accounts rest: the ports, and what passes through them.
 *
 * <p>Ports only; {@code store.sqlite} and {@code store.dynamodb} implement them, and one contract suite holds both. Start
 * at {@link dev.rumbo.store.TrackStore} and {@link dev.rumbo.store.AccountStore}.
 */
@NullMarked
package dev.rumbo.store;

import org.jspecify.annotations.NullMarked;
