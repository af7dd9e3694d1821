package dev.rumbo.stream;

import java.util.concurrent.CompletionStage;

/** The way into the stream: all that whoever takes positions in needs of it. */
@FunctionalInterface
public interface PositionPublisher {

    /**
     * Publishes a post.
     *
     * @return completes once the record survives a crash of every process and of the machine; fails with {@link
     *     StreamUnavailableException} where the buffer is full or the stream cannot take it, in which case publishing the
     *     same again is harmless
     */
    CompletionStage<Void> publish(PositionPost post);
}
