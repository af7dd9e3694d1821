package dev.rumbo.ingest.files;

import java.io.IOException;

/** A file that is not what it should be, in words for its owner. */
public final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String message) {
        super(message);
    }
}
