package dev.rumbo.faults;

/** What the services of AWS, and the way to them, do to a call now and then. */
enum Fault {
    /** 400 ThrottlingException; nothing was done. */
    THROTTLED,
    /** 400 ProvisionedThroughputExceededException; nothing was done. */
    OVER_THROUGHPUT,
    /** 500 InternalFailure; nothing was done. */
    INTERNAL,
    /** 500 InternalFailure although it was done. */
    INTERNAL_AFTER,
    /** The connection ends without an answer; nothing was done. */
    RESET,
    /** The connection ends without an answer although it was done, so that the caller does it twice. */
    RESET_AFTER,
    /** An answer after seconds, some of them after the caller gave up. */
    SLOW,
    /** A batch of which a part was not done: FailedRecordCount, UnprocessedItems, UnprocessedKeys. */
    HALF,
    /** TransactionCanceledException by a conflict; nothing was done. */
    CANCELED
}
