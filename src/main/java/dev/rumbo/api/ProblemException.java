package dev.rumbo.api;

import java.time.Duration;

/** An error that the caller is told in these words. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Duration retryAfter;

    public ProblemException(Problem problem) {
        this(problem, Duration.ZERO);
    }

    ProblemException(Problem problem, Duration retryAfter) {
        super(problem.detail());
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** When trying again makes sense; zero where it does not. */
    Duration retryAfter() {
        return retryAfter;
    }

    public Problem problem() {
        return problem;
    }
}
