/**
 * Who owns what: fleets, users, devices and the credentials that speak for them.
 *
 * <p>Records without I/O. Every key of the store is made of these. Start at {@link dev.rumbo.accounts.DeviceKey}.
 */
@NullMarked
package dev.rumbo.accounts;

import org.jspecify.annotations.NullMarked;
