/**
 * The archive of all positions that ever came, in files of Parquet by day: beside the store, for questions that the application does not
 * answer and for the day when the stream holds them no longer.
 *
 * <p>{@link dev.rumbo.lake.ArchivedPosition} is the one definition of its schema. Start at {@link dev.rumbo.lake.Lake}.
 */
@NullMarked
package dev.rumbo.lake;

import org.jspecify.annotations.NullMarked;
