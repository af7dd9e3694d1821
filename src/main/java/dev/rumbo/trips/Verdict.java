package dev.rumbo.trips;

/** What the cleaning made of a position. Nothing is deleted: what is filtered is kept and marked with its reason. */
public enum Verdict {
    /** Used for trips, distances and drawing. */
    KEPT,
    /** Less exact than the limit, by the phone's own word. */
    INACCURATE,
    /** The device cannot have got there, and too few positions confirm that it did. */
    UNREACHABLE,
    /** Leaps off the track and back, further than any car could go in the time. */
    SPIKE,
    /** Another position of the same instant was preferred. */
    DUPLICATE_INSTANT
}
