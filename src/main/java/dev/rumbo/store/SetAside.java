package dev.rumbo.store;

import dev.rumbo.stream.StreamRecord;

/**
 * A record of the stream that could not be read, kept for the operator.
 *
 * @param reason in words, without the record's content
 */
public record SetAside(StreamRecord record, String reason) {}
