/**
 * Log-in with a provider of OpenID Connect: the protocol, from the way to the provider to the claims that it signed.
 *
 * <p>Whose account that opens, {@code security} says. Start at {@link dev.rumbo.openid.LogInProvider}.
 */
@NullMarked
package dev.rumbo.openid;

import org.jspecify.annotations.NullMarked;
