/**
 * Who is calling: credentials of requests, passwords, sessions, the first administrator.
 *
 * <p>Secrets leave this package once, when they are made; everything else sees hashes. Start at {@link
 * dev.rumbo.security.CredentialAuthentication} and {@link dev.rumbo.security.AccountService}.
 */
@NullMarked
package dev.rumbo.security;

import org.jspecify.annotations.NullMarked;
