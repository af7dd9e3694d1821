package dev.rumbo.openid;

/** The provider did not say who it is, or not so that it can be believed. */
public final class LogInFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** Was not begun in this browser, or too long ago. */
        NOT_BEGUN_HERE,
        /** The provider, or whoever logs in there, said no. */
        REFUSED_THERE,
        /** What the provider sent does not hold. */
        NOT_TO_BE_BELIEVED,
        /** The provider does not answer. */
        UNREACHABLE
    }

    LogInFailedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    LogInFailedException(Reason reason, Throwable cause) {
        super(cause.getMessage(), cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
