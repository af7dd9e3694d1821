/**
 * An SQLite file as the embedded engine uses it: connections, transactions, migrations and the backup.
 *
 * <p>It depends on the JDK and the driver only; {@code stream.sqlite} and {@code store.sqlite} build on it. Start at {@link
 * dev.rumbo.sqlite.Database}.
 */
@NullMarked
package dev.rumbo.sqlite;

import org.jspecify.annotations.NullMarked;
