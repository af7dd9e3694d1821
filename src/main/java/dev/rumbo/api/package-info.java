/**
 * The HTTP API under {@code /api/v1}: accounts, reading, and how errors are answered.
 *
 * <p>Thin resources over {@code security} and {@code reading}; the JSON of each answer is a record here. Start at {@link
 * dev.rumbo.api.Problem} and {@link dev.rumbo.api.AccountsResource}.
 */
@NullMarked
package dev.rumbo.api;

import org.jspecify.annotations.NullMarked;
