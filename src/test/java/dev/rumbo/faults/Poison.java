package dev.rumbo.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records that nobody can read. */
final class Poison {

    /** What no version of Rumbo wrote, cut short, of a later version, of a device that there is not. */
    static final List<byte[]> RECORDS = List.of(
            "not a post at all".getBytes(StandardCharsets.UTF_8),
            new byte[] {1, 17},
            new byte[] {99, 1, 2, 3},
            "{\"deviceId\":\"nobody\",\"time\":\"2026-01-01T00:00:00Z\",\"lat\":1,\"lon\":1}"
                    .getBytes(StandardCharsets.UTF_8));

    private Poison() {}
}
