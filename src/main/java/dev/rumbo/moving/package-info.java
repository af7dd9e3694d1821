/**
 * Moving house: all that one engine stores goes into another, while phones keep posting.
 *
 * <p>It knows the ports of the store only. {@link dev.rumbo.moving.Belongings} is the list of what is moved whole, {@link
 * dev.rumbo.moving.TrackCopy} brings devices up to date, {@link dev.rumbo.moving.Mover} has the order of things. Start there.
 */
@NullMarked
package dev.rumbo.moving;

import org.jspecify.annotations.NullMarked;
