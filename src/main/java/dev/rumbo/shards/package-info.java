/**
 * How many shards a provisioned stream should have: {@link dev.rumbo.shards.ShardPolicy} says it from what the stream was seen to carry, {@link
 * dev.rumbo.shards.StreamWeek} lets it follow a week of driving.
 *
 * <p>Pure Java, used by {@code bin/shards}: an operator's question about a stream, and the week behind {@code bench/aws-bill}. The
 * application changes no stream by itself.
 */
@NullMarked
package dev.rumbo.shards;

import org.jspecify.annotations.NullMarked;
