package dev.rumbo.codec;

/** Bytes that no version of Rumbo wrote, or a version above this one's; the message says which, without the content. */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
