/**
 * The store of the embedded engine: one SQLite database in the data folder.
 *
 * <p>One writer at a time, many readers beside it; a commit is on disk when it returns. Start at {@link
 * dev.rumbo.store.sqlite.SqliteStore}.
 */
@NullMarked
package dev.rumbo.store.sqlite;

import org.jspecify.annotations.NullMarked;
