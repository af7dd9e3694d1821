package dev.rumbo.privacy;

/** What others may see of a trip that its driver marked as private. */
public enum PrivateTrips {
    /** When it was and how far it went, but not where. */
    TOTALS,
    /** Nothing: it is in no list and in no total. */
    NOTHING,
    /** All of it, as of any other trip. */
    SHOWN
}
