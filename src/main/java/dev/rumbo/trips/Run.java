package dev.rumbo.trips;

/**
 * A stretch of kept positions between two cuts.
 *
 * @param first index of the first kept position
 * @param last index of the last one
 */
record Run(int first, int last, Reason startReason, Reason endReason) {}
