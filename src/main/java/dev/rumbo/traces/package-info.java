/**
 * What belongs together in logs and traces: each request has an id, each batch of records its shard, and of a part of the posts
 * each step is recorded from the request to the viewer's socket.
 *
 * <p>Start at {@link dev.rumbo.traces.RequestLog} and {@link dev.rumbo.traces.WatchedStream}. No position and no secret is in any of it.
 */
@NullMarked
package dev.rumbo.traces;

import org.jspecify.annotations.NullMarked;
