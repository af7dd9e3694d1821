/**
 * The stream on one SQLite file: shards, sequence numbers, group commit, retention and the consumer loop.
 *
 * <p>It implements the ports of {@code stream} on {@code sqlite} and {@code codec}, and only {@code engine} knows it. Start at
 * {@link dev.rumbo.stream.sqlite.SqliteLog}.
 */
@NullMarked
package dev.rumbo.stream.sqlite;

import org.jspecify.annotations.NullMarked;
