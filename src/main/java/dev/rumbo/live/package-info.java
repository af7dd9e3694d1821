/**
 * The live feed: what arrives goes to the viewers of the fleet and of each driver over a WebSocket.
 *
 * <p>Hears of positions from {@code tracking}, names them with {@code reading} and sends them in the JSON of {@code api}.
 * {@link dev.rumbo.live.Relay} carries between instances what each one's consumer hears. Start at {@link dev.rumbo.live.LiveFleet} and {@link
 * dev.rumbo.live.Viewer}.
 */
@NullMarked
package dev.rumbo.live;

import org.jspecify.annotations.NullMarked;
