package dev.rumbo.jobs;

/** A job has to end here, unfinished: this instance stops, or another one took the job over. */
final class JobInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobInterruptedException(String message) {
        super(message);
    }
}
