package dev.rumbo.health;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How a device has reported since this process started. Times are milliseconds since 1970-01-01T00:00Z.
 *
 * @param sinceMillis from when on everything is counted
 * @param source the app that sent last
 * @param identifier what the app calls the device
 * @param requestMillis the last request
 * @param fixMillis the newest position
 * @param heartbeatMillis the newest sign of life without a fix
 * @param accepted positions, those that came again included
 * @param duplicate positions that had come before, among the last thousand
 * @param rejections the reasons, most frequent first
 * @param clockAheadSeconds how far the phone's clock is ahead; negative where it is behind; empty where it cannot be told from lateness
 * @param wrongUnitFactor told speed over covered distance, where that is the ratio of two units
 */
public record DeviceHealth(
        long sinceMillis,
        Optional<String> source,
        Optional<String> identifier,
        OptionalLong requestMillis,
        OptionalLong fixMillis,
        OptionalLong heartbeatMillis,
        long accepted,
        long duplicate,
        long rejected,
        List<Reason> rejections,
        OptionalDouble batteryPercent,
        Optional<Boolean> charging,
        OptionalLong clockAheadSeconds,
        OptionalDouble wrongUnitFactor,
        Silence silence) {

    public DeviceHealth {
        rejections = List.copyOf(rejections);
    }

    /** Empty where it was not told. */
    public OptionalLong batteryWholePercent() {
        return batteryPercent.isPresent()
                ? OptionalLong.of(Math.round(batteryPercent.getAsDouble()))
                : OptionalLong.empty();
    }

    /**
     * Why things were not taken.
     *
     * @param sample the last of them, without what is private
     */
    public record Reason(String reason, long count, String sample) {}
}
