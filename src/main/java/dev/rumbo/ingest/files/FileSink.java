package dev.rumbo.ingest.files;

import dev.rumbo.ingest.apps.Fix;
import dev.rumbo.trips.Position;

/** Takes what a file holds, in its order. */
public interface FileSink {

    void position(Position position);

    /** The positions from here on were recorded in one go, and nothing is known of the time between them and those before. */
    default void stretchBegins() {}

    /** The positions from here on do not tell where recording broke off. */
    default void stretchEnds() {}

    /** Something in the file was not taken. */
    void rejected(String reason);

    /** The position of a fix, or the reason why there is none. */
    default void take(Fix fix) {
        String problem = fix.problem();
        if (problem.isEmpty()) {
            position(fix.position());
        } else {
            rejected(problem);
        }
    }
}
