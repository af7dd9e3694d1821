package dev.rumbo.stream.kinesis;

import java.util.concurrent.CompletableFuture;

/** A post between {@code publish} and its acknowledgement. */
final class WaitingPost {

    /** What the objects around the bytes take in the heap, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    private final String deviceId;
    private final byte[] data;
    private final CompletableFuture<Void> acknowledged;

    WaitingPost(String deviceId, byte[] data, CompletableFuture<Void> acknowledged) {
        this.deviceId = deviceId;
        this.data = data;
        this.acknowledged = acknowledged;
    }

    String deviceId() {
        return deviceId;
    }

    byte[] data() {
        return data;
    }

    CompletableFuture<Void> acknowledged() {
        return acknowledged;
    }

    /** Bytes that it holds in the buffer. */
    long size() {
        return (long) data.length + OVERHEAD_BYTES;
    }
}
