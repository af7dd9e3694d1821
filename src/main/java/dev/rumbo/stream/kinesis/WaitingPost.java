package dev.rumbo.stream.kinesis;

import java.util.concurrent.CompletableFuture;

/** A post between {@code publish} and its acknowledgement. */
final class WaitingPost {

    /** What the objects around the bytes take in the heap, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    private final String deviceId;
    private final byte[] data;
    private final long arrivedNanos;
    private final CompletableFuture<Void> acknowledged;

    WaitingPost(String deviceId, byte[] data, long arrivedNanos, CompletableFuture<Void> acknowledged) {
        this.deviceId = deviceId;
        this.data = data;
        this.arrivedNanos = arrivedNanos;
        this.acknowledged = acknowledged;
    }

    String deviceId() {
        return deviceId;
    }

    byte[] data() {
        return data;
    }

    /** By {@link System#nanoTime}. */
    long arrivedNanos() {
        return arrivedNanos;
    }

    CompletableFuture<Void> acknowledged() {
        return acknowledged;
    }

    /** Bytes that it holds in the buffer. */
    long size() {
        return (long) data.length + OVERHEAD_BYTES;
    }
}
