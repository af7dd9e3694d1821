/** Counts the shards of a provisioned stream: one instance of all, by what they all put into it. Start at {@link dev.rumbo.scaling.Scaler}. */
@NullMarked
package dev.rumbo.scaling;

import org.jspecify.annotations.NullMarked;
