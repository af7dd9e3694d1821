package dev.rumbo.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where ended trips are told of, so that others hear of them who need no positions. */
@FunctionalInterface
public interface TripEnds {

    /** Nobody wants to hear of them. */
    TripEnds UNHEARD = ends -> CompletableFuture.completedFuture(null);

    /**
     * Tells of them, at least once.
     *
     * @return completes once they survive a crash of every process; fails with {@link StreamUnavailableException} where they cannot be
     *     told of now, in which case telling them again is harmless
     */
    CompletionStage<Void> publish(List<TripEnd> ends);
}
