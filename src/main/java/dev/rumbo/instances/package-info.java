/**
 * Who else runs on this store: each instance says every few seconds that it runs and where the others find it.
 *
 * <p>It may use {@code store} alone. Start at {@link dev.rumbo.instances.Instances}.
 */
@NullMarked
package dev.rumbo.instances;

import org.jspecify.annotations.NullMarked;
