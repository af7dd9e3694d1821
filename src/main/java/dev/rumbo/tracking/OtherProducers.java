package dev.rumbo.tracking;

/** Whether records are read that did not pass this application's own ways in, where a token says whose they are. */
public enum OtherProducers {
    /** They are set aside, and can be replayed once that changes. */
    REFUSED,
    /** Whoever may write into the stream may write for any device. */
    TRUSTED
}
